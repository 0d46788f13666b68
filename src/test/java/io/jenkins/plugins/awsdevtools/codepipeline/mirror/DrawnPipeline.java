package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.console.AnnotatedLargeText;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.actions.TagsAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.nodes.StepAtomNode;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** The stages and branches of a build, as viewers of Pipelines find them in its graph. */
record DrawnPipeline(WorkflowRun run) {

    /**
     * A stage or a branch.
     *
     * @param name as it is shown
     */
    record Block(String name, BlockStartNode node) {

        boolean notRun() {
            return "SKIPPED_FOR_CONDITIONAL".equals(TagsAction.getTagValue(node, "STAGE_STATUS"));
        }

        long started() {
            return TimingAction.getStartTime(node);
        }
    }

    private List<FlowNode> nodes() {
        List<FlowNode> nodes = new ArrayList<>(new DepthFirstScanner().allNodes(run.getExecution()));
        nodes.sort(Comparator.comparing(node -> Integer.parseInt(node.getId())));
        return nodes;
    }

    private Stream<BlockStartNode> blocks() {
        return nodes().stream().filter(BlockStartNode.class::isInstance).map(BlockStartNode.class::cast);
    }

    List<Block> stages() {
        return blocks().filter(node -> node.getPersistentAction(LabelAction.class) != null
                        && node.getPersistentAction(ThreadNameAction.class) == null)
                .map(node ->
                        new Block(node.getPersistentAction(LabelAction.class).getDisplayName(), node))
                .toList();
    }

    /** What is shown of the steps in a block. */
    List<String> steps(Block block) {
        return nodes().stream()
                .filter(node -> node instanceof StepAtomNode
                        && node.getAllEnclosingIds().contains(block.node().getId()))
                .map(FlowNode::getDisplayName)
                .toList();
    }

    Block stage(String name) {
        return stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<Block> branches(String stage) {
        Block around = stage(stage);
        return blocks().filter(node -> node.getPersistentAction(ThreadNameAction.class) != null
                        && node.getAllEnclosingIds().contains(around.node().getId()))
                .map(node -> new Block(
                        node.getPersistentAction(ThreadNameAction.class).getThreadName(), node))
                .toList();
    }

    Block branch(String stage, String name) {
        return branches(stage).stream()
                .filter(branch -> branch.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * A branch, found with all others in one walk through the graph.
     *
     * @param started in milliseconds since 1970
     * @param ended likewise
     */
    record Branch(String stage, String name, long started, long ended) {}

    /** All branches of all stages, in the order they were drawn. */
    List<Branch> branches() {
        Map<String, Long> ends = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        List<FlowNode> all = nodes();
        for (FlowNode node : all) {
            if (node instanceof BlockEndNode<?> end) {
                ends.put(end.getStartNode().getId(), TimingAction.getStartTime(end));
            }
        }
        stages().forEach(stage -> names.put(stage.node().getId(), stage.name()));
        List<Branch> branches = new ArrayList<>();
        for (FlowNode node : all) {
            ThreadNameAction named = node.getPersistentAction(ThreadNameAction.class);
            if (named != null) {
                String stage = node.getAllEnclosingIds().stream()
                        .filter(names::containsKey)
                        .findFirst()
                        .map(names::get)
                        .orElseThrow();
                branches.add(new Branch(
                        stage, named.getThreadName(), TimingAction.getStartTime(node), ends.get(node.getId())));
            }
        }
        return branches;
    }

    /** What was marked anywhere: warnings and errors. */
    long marks() {
        return nodes().stream()
                .filter(node -> node.getPersistentAction(WarningAction.class) != null || node.getError() != null)
                .count();
    }

    /** What was marked inside a block, by the rules of {@code StatusAndTiming}: the worst of the warnings. */
    Optional<String> result(Block block) {
        return nodes().stream()
                .filter(node -> node.getAllEnclosingIds().contains(block.node().getId()))
                .flatMap(node -> Optional.ofNullable(node.getPersistentAction(WarningAction.class)).stream())
                .map(WarningAction::getResult)
                .max(Comparator.comparing(result -> result.ordinal))
                .map(Object::toString);
    }

    /** When the block ended. */
    long ended(Block block) {
        return nodes().stream()
                .filter(BlockEndNode.class::isInstance)
                .filter(node -> ((BlockEndNode<?>) node).getStartNode().equals(block.node()))
                .mapToLong(TimingAction::getStartTime)
                .findFirst()
                .orElseThrow();
    }

    /** The logs of the steps in a block, without their markup. */
    String log(Block block) throws IOException {
        StringBuilder all = new StringBuilder();
        for (FlowNode node : nodes()) {
            LogAction log = node.getAction(LogAction.class);
            if (log != null
                    && node instanceof StepAtomNode
                    && node.getAllEnclosingIds().contains(block.node().getId())) {
                AnnotatedLargeText<?> text = log.getLogText();
                StringWriter lines = new StringWriter();
                text.writeLogTo(0, lines);
                all.append(lines);
            }
        }
        return all.toString();
    }
}

package io.jenkins.plugins.awsdevtools.engine.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The stages of a flow as boxes in columns: a stage stands to the right of all it depends on. Lengths are in pixels.
 *
 * @param edges as paths of SVG, from the right side of a box to the left side of one that depends on it
 */
public record FlowGraph(int width, int height, List<Node> nodes, List<String> edges) {

    private static final int BOX_WIDTH = 168;
    private static final int BOX_HEIGHT = 32;
    private static final int GAP_X = 48;
    private static final int GAP_Y = 14;
    private static final int LONGEST_NAME = 20;

    /** A stage as a box. */
    public record Node(String name, FlowStatus status, int x, int y) {

        public int width() {
            return BOX_WIDTH;
        }

        public int height() {
            return BOX_HEIGHT;
        }

        /** As much of the name as fits into the box. */
        public String shownName() {
            return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
        }
    }

    public FlowGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** Stages that are unknown, or depend on themselves by a circle, are taken to depend on nothing. */
    public static FlowGraph of(Flow flow) {
        Map<String, FlowStage> stages = new HashMap<>();
        flow.stages().forEach(stage -> stages.put(stage.name(), stage));
        Map<String, Integer> columns = new HashMap<>();
        flow.stages().forEach(stage -> column(stage, stages, columns, new ArrayList<>()));
        Map<Integer, Integer> rows = new HashMap<>();
        Map<String, Node> nodes = new HashMap<>();
        List<Node> ordered = new ArrayList<>();
        for (FlowStage stage : flow.stages()) {
            int column = columns.get(stage.name());
            int row = rows.merge(column, 1, Integer::sum) - 1;
            Node node =
                    new Node(stage.name(), stage.status(), column * (BOX_WIDTH + GAP_X), row * (BOX_HEIGHT + GAP_Y));
            nodes.put(stage.name(), node);
            ordered.add(node);
        }
        List<String> edges = new ArrayList<>();
        for (FlowStage stage : flow.stages()) {
            for (String other : stage.dependsOn()) {
                if (nodes.containsKey(other) && !other.equals(stage.name())) {
                    edges.add(edge(nodes.get(other), nodes.get(stage.name())));
                }
            }
        }
        int width =
                ordered.stream().mapToInt(node -> node.x() + BOX_WIDTH).max().orElse(0);
        int height =
                ordered.stream().mapToInt(node -> node.y() + BOX_HEIGHT).max().orElse(0);
        return new FlowGraph(width + 2, height + 2, ordered, edges);
    }

    private static int column(
            FlowStage stage, Map<String, FlowStage> stages, Map<String, Integer> columns, List<String> path) {
        Integer known = columns.get(stage.name());
        if (known != null) {
            return known;
        }
        if (path.contains(stage.name())) {
            return 0;
        }
        path.add(stage.name());
        int column = 0;
        for (String other : stage.dependsOn()) {
            if (stages.containsKey(other)) {
                column = Math.max(column, column(stages.get(other), stages, columns, path) + 1);
            }
        }
        path.remove(stage.name());
        columns.put(stage.name(), column);
        return column;
    }

    private static String edge(Node from, Node to) {
        int startX = from.x() + BOX_WIDTH;
        int startY = from.y() + BOX_HEIGHT / 2;
        int endY = to.y() + BOX_HEIGHT / 2;
        int middle = startX + (to.x() - startX) / 2;
        return String.format(
                Locale.ROOT, "M%d %d C%d %d %d %d %d %d", startX, startY, middle, startY, middle, endY, to.x(), endY);
    }
}

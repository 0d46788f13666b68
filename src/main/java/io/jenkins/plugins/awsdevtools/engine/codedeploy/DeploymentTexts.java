package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.flow.ShownDuration;
import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is said about a deployment, in lines for people. What comes from hosts and AWS is cleaned. */
final class DeploymentTexts {

    /** Of a line of a script's log. */
    private static final int LONGEST_LINE = 1000;

    private static final int MOST_FAILURES = 10;

    /** A table of more targets than this says less than its sums. */
    private static final int MOST_ROWS = 50;

    private DeploymentTexts() {}

    /** One line: what failed, in which script, with which code, in AWS's words. */
    static String cause(TargetEvent event) {
        List<String> parts = new ArrayList<>();
        if (!event.script().isEmpty()) {
            parts.add(Texts.of("codedeploy.event.script", event.script(), event.errorCode()));
        } else if (!event.errorCode().isEmpty()) {
            parts.add(event.errorCode());
        }
        if (!event.message().isEmpty()) {
            parts.add(event.message());
        }
        return clean(String.join(": ", parts).replaceAll("[\r\n]+", " "));
    }

    /** The last lines of the script's log. */
    static List<String> tail(TargetEvent event, int most) {
        List<String> lines = event.logTail()
                .lines()
                .filter(line -> !line.isBlank())
                .map(DeploymentTexts::clean)
                .toList();
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    static String shown(Optional<Duration> duration) {
        return duration.map(DeploymentTexts::shown).orElse("?");
    }

    static String shown(Duration duration) {
        return ShownDuration.of(duration);
    }

    /** The table at the end: a line for each target. */
    static List<String> table(DeploymentSnapshot deployment, List<TargetSnapshot> targets) {
        List<String> lines = new ArrayList<>();
        DeploymentSnapshot.Overview sums = deployment.targets();
        lines.add(Texts.of(
                "codedeploy.ended",
                deployment.id(),
                deployment.status(),
                deployment.created() == null || deployment.completed() == null
                        ? "?"
                        : shown(Duration.between(deployment.created(), deployment.completed())),
                sums.succeeded(),
                sums.failed(),
                sums.skipped()));
        if (deployment.errorCode() != null) {
            lines.add("  " + clean(deployment.errorCode() + ": " + deployment.errorMessage()));
        }
        if (targets.size() <= MOST_ROWS) {
            int width = targets.stream()
                    .mapToInt(target -> target.shown().length())
                    .max()
                    .orElse(0);
            for (TargetSnapshot target : targets) {
                lines.add(clean(("  %-" + Math.max(1, width) + "s  %-9s  %8s  %s")
                                .formatted(
                                        target.shown(),
                                        target.status(),
                                        shown(target.duration()),
                                        target.failure().map(TargetEvent::name).orElse("")))
                        .stripTrailing());
            }
        }
        return lines;
    }

    static String failure(DeploymentResult result) {
        DeploymentSnapshot deployment = result.deployment();
        StringBuilder text = new StringBuilder(
                Texts.of("codedeploy.failed", deployment.id(), deployment.group(), deployment.status()));
        if (deployment.errorCode() != null) {
            text.append('\n').append(clean(deployment.errorCode() + ": " + deployment.errorMessage()));
        }
        List<TargetSnapshot> failed = result.targets().stream()
                .filter(target -> target.failure().isPresent())
                .toList();
        failed.stream().limit(MOST_FAILURES).forEach(target -> {
            TargetEvent event = target.failure().orElseThrow();
            text.append('\n').append(Texts.of("codedeploy.failed.target", target.shown(), event.name(), cause(event)));
        });
        if (failed.size() > MOST_FAILURES) {
            text.append('\n').append(Texts.of("codedeploy.failed.more", failed.size() - MOST_FAILURES));
        }
        if (result.rollback() != null) {
            text.append('\n')
                    .append(Texts.of(
                            "codedeploy.failed.rollback",
                            result.rollback().id(),
                            result.rollback().status()));
        } else if (deployment.rollbackMessage() != null) {
            text.append('\n').append(clean(deployment.rollbackMessage()));
        }
        return text.toString();
    }

    /** What became of a deployment that was told to stop. */
    static String stopped(DeploymentSnapshot now, UnaryOperator<String> link) {
        if (!now.status().isEnd()) {
            return Texts.of("codedeploy.aborted.stopping", now.id());
        }
        return now.rollbackId() == null
                ? Texts.of("codedeploy.aborted.ended", now.id(), now.status())
                : Texts.of(
                        "codedeploy.aborted.rollback",
                        now.id(),
                        now.status(),
                        now.rollbackId(),
                        link.apply(now.rollbackId()));
    }

    private static String clean(String line) {
        String text = LogText.clean(line);
        return text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "...";
    }
}

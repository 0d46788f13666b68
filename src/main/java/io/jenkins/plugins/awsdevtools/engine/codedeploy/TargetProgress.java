package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has happened on the targets since it was told last: a line for each event that ended, and more for one that failed.
 * Of many targets only the failures and the ends are told.
 *
 * @param told how each target stands now: the first letters of its events' statuses, and its own status
 * @param lines for the log
 */
record TargetProgress(Map<String, String> told, List<String> lines) {

    /** More targets than this, and their single events would drown the rest of the log. */
    static final int MOST_IN_DETAIL = 20;

    private static final String INDENT = "    ";

    /**
     * Compares.
     *
     * @param before what was told
     * @param prefix tells the targets of one deployment from those of another in the map
     * @param lastLines how many lines of a failed script's log are shown
     */
    static TargetProgress since(
            Map<String, String> before, String prefix, List<TargetSnapshot> targets, int lastLines) {
        Map<String, String> told = new HashMap<>(before);
        List<String> lines = new ArrayList<>();
        boolean detailed = targets.size() <= MOST_IN_DETAIL;
        for (TargetSnapshot target : targets) {
            String known = before.getOrDefault(prefix + target.id(), "");
            String now = standing(target);
            if (!now.equals(known)) {
                tell(target, known, detailed, lastLines, lines);
                told.put(prefix + target.id(), now);
            }
        }
        return new TargetProgress(told, lines);
    }

    private static String standing(TargetSnapshot target) {
        StringBuilder text = new StringBuilder();
        for (TargetEvent event : target.events()) {
            text.append(event.status().charAt(0));
            if (event.status().equals("Skipped")) {
                text.setCharAt(text.length() - 1, '-');
            }
        }
        text.append(' ').append(target.status());
        return target.weight() == null
                ? text.toString()
                : text.append(' ').append(target.weight()).toString();
    }

    private static void tell(TargetSnapshot target, String known, boolean detailed, int lastLines, List<String> lines) {
        String[] parts = known.split(" ");
        String events = parts[0];
        for (int i = 0; i < target.events().size(); i++) {
            TargetEvent event = target.events().get(i);
            char before = i < events.length() ? events.charAt(i) : 'P';
            if (event.failed() && before != 'F') {
                failed(target, event, lastLines, lines);
            } else if (event.succeeded() && before != 'S' && detailed) {
                lines.add(Texts.of(
                        "codedeploy.event.succeeded",
                        target.shown(),
                        event.name(),
                        DeploymentTexts.shown(event.duration())));
            }
        }
        String status = parts.length > 1 ? parts[1] : "";
        boolean ended = target.hasEnded() && !target.status().equals(status);
        if (ended && (!detailed || target.status().equals("Skipped"))) {
            lines.add(Texts.of(
                    "codedeploy.target.ended",
                    target.shown(),
                    target.status(),
                    DeploymentTexts.shown(target.duration())));
        }
        String weight = parts.length > 2 ? parts[2] : "0";
        if (target.weight() != null && !weight.equals(target.weight().toString())) {
            lines.add(Texts.of("codedeploy.target.weight", target.shown(), target.weight()));
        }
    }

    private static void failed(TargetSnapshot target, TargetEvent event, int lastLines, List<String> lines) {
        lines.add(Texts.of(
                "codedeploy.event.failed",
                target.shown(),
                event.name(),
                DeploymentTexts.shown(event.duration()),
                DeploymentTexts.cause(event)));
        DeploymentTexts.tail(event, lastLines).forEach(line -> lines.add(INDENT + line));
    }
}

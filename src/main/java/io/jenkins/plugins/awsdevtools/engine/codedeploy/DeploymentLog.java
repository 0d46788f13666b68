package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.logs.LogPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a deployment tells, each thing once: the record has the lines before the log has, so that a killed process loses
 * none and prints none twice. Used on one serial executor.
 */
final class DeploymentLog {

    private final DeploymentKeeper keeper;
    private boolean pageFinished;

    DeploymentLog(DeploymentKeeper keeper) {
        this.keeper = Objects.requireNonNull(keeper);
    }

    /** Says something once, whatever becomes of this process. */
    void once(String what, List<String> lines) {
        Map<String, String> told = new HashMap<>(keeper.record().told());
        if (told.put("#" + what, "") == null) {
            print(new TargetProgress(told, lines));
        }
    }

    void print(TargetProgress progress) {
        DeploymentRecord record = keeper.record();
        if (progress.lines().isEmpty()) {
            if (!progress.told().equals(record.told())) {
                keeper.keep(record.withPage(progress.told(), List.of()));
            }
            return;
        }
        finishPage();
        keeper.keep(keeper.record().withPage(progress.told(), progress.lines()));
        keeper.log()
                .print(new LogPage(
                        keeper.record().page(), Integer.toString(keeper.record().pageNumber())));
    }

    /** Prints what a killed predecessor did not get printed. */
    void finishPage() {
        if (pageFinished) {
            return;
        }
        pageFinished = true;
        DeploymentRecord record = keeper.record();
        String number = Integer.toString(record.pageNumber());
        if (!record.page().isEmpty() && !number.equals(keeper.log().token().orElse(""))) {
            keeper.log().print(new LogPage(record.page(), number));
        }
    }
}

package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobAnswer;
import java.util.Map;
import jenkins.model.Jenkins;

/** What a build that has ended answers its job. */
final class RunAnswers {

    private RunAnswers() {}

    static JobAnswer of(Run<?, ?> run) {
        PipelineAnswerAction said = run.getAction(PipelineAnswerAction.class);
        String summary = summary(run, said);
        String number = Integer.toString(run.getNumber());
        if (isGood(run)) {
            return said == null
                    ? JobAnswer.success(summary, number, Map.of(), null)
                    : JobAnswer.success(summary, number, said.getVariables(), said.getContinuationToken());
        }
        return JobAnswer.failure(said == null ? "JobFailed" : said.getFailureType(), summary, number);
    }

    private static boolean isGood(Run<?, ?> run) {
        CodePipelineWorkerTrigger trigger = Workers.get().of(run.getParent());
        boolean unstable = trigger != null && trigger.isUnstableSucceeds();
        Result result = run.getResult();
        return result != null && result.isBetterOrEqualTo(unstable ? Result.UNSTABLE : Result.SUCCESS);
    }

    /** What the build said, or how it ended, and where to look. */
    private static String summary(Run<?, ?> run, PipelineAnswerAction said) {
        String root = Jenkins.get().getRootUrl();
        String text = said == null || said.getSummary() == null
                ? Messages.RunAnswers_summary(run.getFullDisplayName(), run.getResult(), run.getDurationString())
                : said.getSummary();
        return root == null ? text : text + " " + root + run.getUrl();
    }
}

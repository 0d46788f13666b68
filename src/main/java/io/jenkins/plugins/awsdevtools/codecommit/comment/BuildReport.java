package io.jenkins.plugins.awsdevtools.codecommit.comment;

import hudson.Util;
import hudson.model.Result;
import hudson.model.Run;
import jenkins.model.Jenkins;

/** What a comment says of a build: its result, how long it took, and a link to it. */
public final class BuildReport {

    private BuildReport() {}

    /** In Markdown, as CodeCommit shows comments. */
    public static String of(Run<?, ?> run) {
        String name = escaped(run.getFullDisplayName());
        String root = Jenkins.get().getRootUrl();
        String linked = root == null ? name : "[" + name + "](" + root + run.getUrl() + ")";
        Result result = run.getResult();
        if (run.isBuilding() && result == null) {
            return Messages.BuildReport_running(linked);
        }
        long milliseconds =
                run.isBuilding() ? System.currentTimeMillis() - run.getStartTimeInMillis() : run.getDuration();
        return Messages.BuildReport_ended(
                result == null ? Result.SUCCESS : result, linked, Util.getTimeSpanString(Math.max(0, milliseconds)));
    }

    /** A job's name is no Markdown. */
    private static String escaped(String name) {
        return name.replaceAll("([\\\\`*_{}\\[\\]()#+!|<>])", "\\\\$1");
    }
}

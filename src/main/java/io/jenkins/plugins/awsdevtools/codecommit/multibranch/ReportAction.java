package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.model.InvisibleAction;

/**
 * What became of the report to the pull request, on the page of the build. Kept because it is told there, and because a
 * report of a build's end that Jenkins did not live to make is made after the next start.
 */
public final class ReportAction extends InvisibleAction {

    private final String text;
    private final boolean ended;

    /** @param ended whether the build's end was reported */
    ReportAction(String text, boolean ended) {
        this.text = text;
        this.ended = ended;
    }

    public String getText() {
        return text;
    }

    boolean isEnded() {
        return ended;
    }
}

package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.model.InvisibleAction;

/** What became of the report to the pull request, on the page of the build. Kept because it is told there. */
public final class ReportAction extends InvisibleAction {

    private final String text;

    ReportAction(String text) {
        this.text = text;
    }

    public String getText() {
        return text;
    }
}

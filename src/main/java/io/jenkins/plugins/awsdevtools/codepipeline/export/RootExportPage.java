package io.jenkins.plugins.awsdevtools.codepipeline.export;

import hudson.Extension;
import hudson.model.RootAction;

/** The page of Jenkins itself. */
@Extension
public final class RootExportPage extends ExportPage implements RootAction {

    public RootExportPage() {
        super(null);
    }
}

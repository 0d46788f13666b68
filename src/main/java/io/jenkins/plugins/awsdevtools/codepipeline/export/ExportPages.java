package io.jenkins.plugins.awsdevtools.codepipeline.export;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.model.Action;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives each folder its page. */
@Extension
@SuppressWarnings("rawtypes") // a factory is asked by the raw class
public final class ExportPages extends TransientActionFactory<AbstractFolder> {

    @Override
    public Class<AbstractFolder> type() {
        return AbstractFolder.class;
    }

    @Override
    public Collection<? extends Action> createFor(AbstractFolder folder) {
        return List.of(new ExportPage(folder));
    }
}

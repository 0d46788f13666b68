package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRecord;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import java.nio.file.Path;

/** Where a Jenkins build keeps what finds its remote builds again: beside its own record, and deleted with it. */
final class RunFiles {

    private RunFiles() {}

    /** @param key tells the remote builds of one Jenkins build apart */
    static Journal<BuildRecord> journal(Run<?, ?> run, String key) {
        Path folder = run.getRootDir().toPath().resolve("aws-developer-tools");
        return new FileJournal<>(folder.resolve("codebuild-" + key + ".json"), BuildRecord.class);
    }
}

package io.jenkins.plugins.awsdevtools.run;

import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import java.nio.file.Path;

/** Where a Jenkins build keeps what finds its remote work again: beside its own record, and deleted with it. */
final class RunFiles {

    private RunFiles() {}

    /**
     * @param name of the journal
     * @param key tells the steps of one Jenkins build apart
     */
    static <T> Journal<T> journal(Run<?, ?> run, String name, String key, Class<T> type) {
        Path folder = run.getRootDir().toPath().resolve("aws-developer-tools");
        return new FileJournal<>(folder.resolve(name + "-" + key + ".json"), type);
    }
}

package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;

/** Threads that read and compress, and what they fail with. */
final class BundleThreads {

    private BundleThreads() {}

    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What a task failed with, as its caller may throw it. */
    static IOException cause(ExecutionException failed) {
        if (failed.getCause() instanceof IOException reason) {
            return reason;
        }
        if (failed.getCause() instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        throw new IllegalStateException(failed.getCause());
    }

    /** What is told of a failure; of one that is no {@link IOException} its kind too, for its message says little alone. */
    static String message(Throwable failure) {
        return failure instanceof IOException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
    }
}

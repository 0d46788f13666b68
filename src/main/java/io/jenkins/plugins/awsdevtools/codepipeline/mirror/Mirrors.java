package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionMirror;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mirrors of this process. The step of a mirror brings what is followed, the steps inside it wait for it: after a restart
 * they go on in any order.
 */
@Extension
public final class Mirrors {

    private final Map<String, CompletableFuture<ExecutionMirror>> mirrors = new ConcurrentHashMap<>();

    static Mirrors get() {
        return ExtensionList.lookupSingleton(Mirrors.class);
    }

    /**
     * The mirror of a step, as soon as it is there.
     *
     * @param key of the step, see {@code RunContext}
     */
    CompletableFuture<ExecutionMirror> of(Run<?, ?> run, String key) {
        return mirrors.computeIfAbsent(name(run, key), name -> new CompletableFuture<>());
    }

    /** Nothing waits for it any more. */
    void forget(Run<?, ?> run, String key) {
        mirrors.remove(name(run, key));
    }

    private static String name(Run<?, ?> run, String key) {
        return run.getExternalizableId() + "/" + key;
    }
}

package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionMirror;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * The mirrors of this process. The step of a mirror brings what is followed, the steps inside it wait for it: after a restart
 * they go on in any order.
 */
@Extension
public final class Mirrors {

    private final Map<String, CompletableFuture<ExecutionMirror>> mirrors = new ConcurrentHashMap<>();

    /** Those that a program shows although its build is aborted, in a {@code finally}, for example. */
    private final Set<String> afterAbort = ConcurrentHashMap.newKeySet();

    static Mirrors get() {
        return ExtensionList.lookupSingleton(Mirrors.class);
    }

    /**
     * A step brings its mirror.
     *
     * @param key of the step, see {@code RunContext}
     */
    void bring(Run<?, ?> run, String key, ExecutionMirror mirror) {
        if (MirrorProgram.isAborted(run)) {
            afterAbort.add(name(run, key));
        }
        of(run, key).complete(mirror);
    }

    /**
     * The mirror of a step for a part of its program that begins, as soon as it is there. Fails if the build was aborted
     * since: Pipeline drops an abort that falls on the end of a step or block, and would go on to this part.
     */
    CompletableFuture<ExecutionMirror> forPart(Run<?, ?> run, String key) {
        return MirrorProgram.isAborted(run) && !afterAbort.contains(name(run, key))
                ? CompletableFuture.failedFuture(new FlowInterruptedException(Result.ABORTED))
                : of(run, key);
    }

    private CompletableFuture<ExecutionMirror> of(Run<?, ?> run, String key) {
        return mirrors.computeIfAbsent(name(run, key), name -> new CompletableFuture<>());
    }

    /** Nothing waits for it any more. */
    void forget(Run<?, ?> run, String key) {
        mirrors.remove(name(run, key));
        afterAbort.remove(name(run, key));
    }

    private static String name(Run<?, ?> run, String key) {
        return run.getExternalizableId() + "/" + key;
    }
}

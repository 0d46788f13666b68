package io.jenkins.plugins.awsdevtools.engine.codepipeline;

/** Hears of an execution whenever AWS tells something new. */
@FunctionalInterface
public interface ExecutionRunListener {

    void onChange(ExecutionSnapshot execution);
}

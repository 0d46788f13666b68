package io.jenkins.plugins.awsdevtools.engine.timing;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs tasks one after the other, in the order given, on another executor's threads; holds no thread while it has no
 * task. A task that throws is reported and does not keep the next from running.
 */
public final class SerialExecutor implements Executor {

    private final Executor executor;
    private final Consumer<RuntimeException> onFault;
    private final Queue<Runnable> tasks = new ArrayDeque<>(2);
    private boolean active;

    /** @param onFault told what a task threw, on the thread of the task */
    public SerialExecutor(Executor executor, Consumer<RuntimeException> onFault) {
        this.executor = Objects.requireNonNull(executor);
        this.onFault = Objects.requireNonNull(onFault);
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (active) {
                return;
            }
            active = true;
        }
        executor.execute(this::runNext);
    }

    private void runNext() {
        Runnable task;
        synchronized (this) {
            task = tasks.poll();
            if (task == null) {
                active = false;
                return;
            }
        }
        try {
            task.run();
        } catch (RuntimeException fault) {
            onFault.accept(fault);
        } finally {
            executor.execute(this::runNext);
        }
    }
}

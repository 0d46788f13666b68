package io.jenkins.plugins.awsdevtools.engine.timing;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Runs tasks one after the other, in the order given, on another executor's threads; holds no thread while it has no
 * task. Whatever a task throws, errors too, is reported and does not keep the next from running.
 */
public final class SerialExecutor implements Executor {

    private final Lane lane;
    private final Consumer<Throwable> onFault;

    /** @param onFault told what a task threw, on the thread of the task */
    public SerialExecutor(Executor executor, Consumer<Throwable> onFault) {
        this(new Lane(executor), onFault);
    }

    SerialExecutor(Lane lane, Consumer<Throwable> onFault) {
        this.lane = lane;
        this.onFault = Objects.requireNonNull(onFault);
    }

    @Override
    public void execute(Runnable task) {
        lane.add(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error fault) { // the boundary of whatever runs here: its owner has to hear
                onFault.accept(fault);
            }
        });
    }

    /**
     * Handles an answer as one of the tasks, once it is there. What the handler throws is reported as any task's fault;
     * {@link CompletionStage#whenCompleteAsync} would put it into a stage that nobody looks at.
     *
     * @param handler takes the value, or null and why there is none
     */
    public <A> void handle(CompletionStage<A> answer, BiConsumer<? super A, ? super Throwable> handler) {
        answer.whenComplete((value, failure) -> execute(() -> handler.accept(value, failure)));
    }

    /** Tasks that run one after the other, whoever they are of. */
    static final class Lane {
        private final Executor executor;
        private final Queue<Runnable> tasks = new ArrayDeque<>(2);
        private boolean active;

        Lane(Executor executor) {
            this.executor = Objects.requireNonNull(executor);
        }

        void add(Runnable task) {
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
            } finally {
                executor.execute(this::runNext);
            }
        }
    }
}

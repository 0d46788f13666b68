package io.jenkins.plugins.awsdevtools.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChainedWorkTest {

    /** Ends when it is told, and is aborted, with its monitor, as work on an agent does. */
    private static final class Locked implements RemoteWork<String> {

        private final CompletableFuture<String> result = new CompletableFuture<>();
        private final CountDownLatch aborting = new CountDownLatch(1);
        private final List<String> heard = new ArrayList<>();

        synchronized void finishWhileItIsAborted() {
            try {
                aborting.await();
            } catch (InterruptedException tooLate) {
                Thread.currentThread().interrupt();
            }
            result.complete("done");
        }

        @Override
        public CompletionStage<String> result() {
            return result;
        }

        @Override
        public String state() {
            return "working";
        }

        @Override
        public void abort() {
            aborting.countDown();
            hear("abort");
        }

        @Override
        public void detach() {
            aborting.countDown();
            hear("detach");
        }

        private synchronized void hear(String what) {
            heard.add(what);
            if (what.equals("abort")) {
                result.completeExceptionally(new WorkAbortedException(what));
            }
        }

        synchronized List<String> heard() {
            return List.copyOf(heard);
        }
    }

    private final Locked first = new Locked();
    private final Locked second = new Locked();

    /** What is asked of the chain while its first work ends is done. */
    private void atTheEndOfTheFirst(ChainedWork<String> chain, Runnable asked) throws InterruptedException {
        CountDownLatch holding = new CountDownLatch(1);
        Thread ending = daemon(() -> {
            synchronized (first) {
                holding.countDown();
                first.finishWhileItIsAborted();
            }
        });
        holding.await();
        Thread asking = daemon(asked);
        ending.join(TimeUnit.SECONDS.toMillis(20));
        asking.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(ending.isAlive() || asking.isAlive())
                .as("they wait for each other")
                .isFalse();
        assertThat(chain.state()).isEqualTo("working");
    }

    @Test
    void anErrorAtTheBeginningOfTheSecondEndsTheWhole() {
        ChainedWork<String> chain = ChainedWork.of(first, done -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        first.result.complete("done");
        assertThat(chain.result().toCompletableFuture()).isCompletedExceptionally();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void anAbortThatMeetsTheEndOfTheFirstEndsTheSecond() throws Exception {
        ChainedWork<String> chain = ChainedWork.of(first, value -> second);

        atTheEndOfTheFirst(chain, chain::abort);

        assertThat(second.heard()).containsExactly("abort");
        assertThat(chain.result()).isCompletedExceptionally();
    }

    @Test
    void aDetachThatMeetsTheEndOfTheFirstBeginsNoSecond() throws Exception {
        List<String> begun = new ArrayList<>();
        ChainedWork<String> chain = ChainedWork.of(first, value -> {
            begun.add(value);
            return second;
        });

        atTheEndOfTheFirst(chain, chain::detach);

        assertThat(begun).isEmpty();
        assertThat(chain.result()).isNotCompleted();
    }

    @Test
    void whatIsAskedOfTheChainWhileTheSecondBeginsReachesIt() {
        AtomicReference<ChainedWork<String>> chain = new AtomicReference<>();
        chain.set(ChainedWork.of(first, value -> {
            chain.get().detach();
            return second;
        }));

        first.result.complete("done");

        assertThat(second.heard()).containsExactly("detach");
    }

    @Test
    void theSecondIsAbortedWithoutTheLockOfTheChain() {
        List<Boolean> held = new ArrayList<>();
        AtomicReference<ChainedWork<String>> chain = new AtomicReference<>();
        RemoteWork<String> asking = new RemoteWork<>() {
            @Override
            public CompletionStage<String> result() {
                return new CompletableFuture<>();
            }

            @Override
            public String state() {
                return "working";
            }

            @Override
            public void abort() {
                held.add(Thread.holdsLock(chain.get()));
            }

            @Override
            public void detach() {
                held.add(Thread.holdsLock(chain.get()));
            }
        };
        chain.set(ChainedWork.of(first, value -> {
            chain.get().abort();
            return asking;
        }));

        first.result.complete("done");
        chain.get().detach();

        assertThat(held).containsExactly(false, false);
    }
}

package io.jenkins.plugins.awsdevtools.engine.bundle;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PartBuffersTest {

    private final PartBuffers buffers = new PartBuffers();

    @Test
    void aSmallBufferIsUsedAgain() throws Exception {
        BundlePart first = buffers.take(1);
        BundlePart second = buffers.take(2);
        buffers.giveBack(first);

        assertThat(buffers.take(3)).isSameAs(first).isNotSameAs(second);
    }

    @Test
    void ofTheLargePartsOfAHugeBundleTwoAreInMemoryAtATime() throws Exception {
        BundlePart small = buffers.take(PartBuffers.MANY);
        BundlePart first = buffers.take(PartBuffers.MANY + 1);
        BundlePart second = buffers.take(PartBuffers.MANY + 2);
        buffers.giveBack(small);
        CompletableFuture<BundlePart> third = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                third.complete(buffers.take(PartBuffers.MANY + 3));
            } catch (InterruptedException stopped) {
                third.completeExceptionally(stopped);
            }
        });
        waiting.setDaemon(true);
        waiting.start();

        eventually(() -> waiting.getState() == Thread.State.WAITING || third.isDone());
        assertThat(third).isNotDone();
        buffers.giveBack(second);

        assertThat(third.get(30, TimeUnit.SECONDS)).isSameAs(second).isNotSameAs(first);
        assertThat(second.capacity()).isEqualTo(32 << 20);
    }
}

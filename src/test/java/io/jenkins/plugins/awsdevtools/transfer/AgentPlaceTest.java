package io.jenkins.plugins.awsdevtools.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.awsdevtools.engine.timing.VirtualTiming;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentPlaceTest {

    @TempDir
    private Path workspace;

    private void assertFails(
            AgentPlace.Workspace found, Function<Runnable, TransferJob<String>> job, Class<?> kind, String message) {
        assertThat(new AgentPlace(found, new VirtualTiming())
                        .start(Runnable.class, () -> {}, job)
                        .result())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withMessageContaining(kind.getSimpleName())
                .withMessageContaining(message);
    }

    @Test
    void aWorkspaceThatIsLookedForBadlyEndsTheTransfer() {
        assertFails(
                () -> {
                    throw new IllegalStateException("no context");
                },
                desk -> folder -> "sent",
                IllegalStateException.class,
                "no context");
    }

    @Test
    void aJobThatCannotBeMadeEndsTheTransfer() {
        assertFails(
                () -> new FilePath(workspace.toFile()),
                desk -> {
                    throw new NoClassDefFoundError("engine/SyncJob");
                },
                NoClassDefFoundError.class,
                "engine/SyncJob");
    }
}

package io.jenkins.plugins.awsdevtools.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThreadPlaceTest {

    @Test
    void anErrorInAJobIsTheEndOfItsResult() {
        TransferJob<String> job = folder -> {
            throw new NoClassDefFoundError("engine/Sent");
        };

        assertThat(new ThreadPlace(Path.of("")).start(job).result())
                .failsWithin(Duration.ofSeconds(50))
                .withThrowableThat()
                .withMessageContaining("NoClassDefFoundError: engine/Sent");
    }
}

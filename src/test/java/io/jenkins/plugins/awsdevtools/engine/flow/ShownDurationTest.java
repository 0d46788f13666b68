package io.jenkins.plugins.awsdevtools.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShownDurationTest {

    @Test
    void secondsAreRoundedAndMinutesAndHoursAreToldAsSuch() {
        assertThat(ShownDuration.of(Duration.ofMillis(499))).isEqualTo("0 s");
        assertThat(ShownDuration.of(Duration.ofMillis(59_499))).isEqualTo("59 s");
        assertThat(ShownDuration.of(Duration.ofMillis(59_500))).isEqualTo("1 min 0 s");
        assertThat(ShownDuration.of(Duration.ofSeconds(409))).isEqualTo("6 min 49 s");
        assertThat(ShownDuration.of(Duration.ofSeconds(7_259))).isEqualTo("2 h 0 min");
    }
}

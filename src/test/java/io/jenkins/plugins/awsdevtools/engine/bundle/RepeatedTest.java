package io.jenkins.plugins.awsdevtools.engine.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RepeatedTest {

    private final AtomicBoolean ended = new AtomicBoolean();
    private final Repeated<String> repeated = new Repeated<>("part", ended::get);

    @Test
    void whatWasPromisedIsGivenThoughTheEndCameMeanwhile() {
        assertThat(repeated.hasNext()).isTrue();
        ended.set(true);

        assertThat(repeated.next()).isEqualTo("part");
    }

    @Test
    void whatWasPromisedIsGivenOnce() {
        repeated.hasNext();
        ended.set(true);
        repeated.next();

        assertThat(repeated.hasNext()).isFalse();
        assertThatThrownBy(repeated::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void nothingIsPromisedAfterTheEnd() {
        ended.set(true);

        assertThat(repeated.hasNext()).isFalse();
    }
}

package io.jenkins.plugins.awsdevtools.engine.bundle;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RepeatedTest {

    private final AtomicBoolean ended = new AtomicBoolean();
    private final Repeated<String> repeated = new Repeated<>("part", ended::get);

    @Test
    void whatWasPromisedIsGivenThoughTheEndCameMeanwhile() {
        assertThat(repeated.hasNext(), is(true));
        ended.set(true);

        assertThat(repeated.next(), is("part"));
    }

    @Test
    void nothingIsPromisedAfterTheEnd() {
        ended.set(true);

        assertThat(repeated.hasNext(), is(false));
    }
}

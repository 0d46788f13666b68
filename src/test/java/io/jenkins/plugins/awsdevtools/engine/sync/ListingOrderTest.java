package io.jenkins.plugins.awsdevtools.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Listed;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A listing that is sorted otherwise than S3 sorts would have files that are there deleted. */
class ListingOrderTest {

    private static final String EMOJI = "\uD83D\uDE00";
    private static final String TILDE = "\uFF5E";

    private static Iterator<Listed> objects(String... keys) {
        return Stream.of(keys).map(key -> new Listed(key, 1, "", 0)).iterator();
    }

    private static Iterator<LocalFile> files(String... paths) {
        return Stream.of(paths).map(path -> new LocalFile(path, 1, 0)).iterator();
    }

    @ParameterizedTest
    @CsvSource({"b, a", "same, same", "a/b, a-b", EMOJI + ", " + TILDE})
    void anObjectThatIsNotAfterTheOneBeforeIsNamed(String first, String second) {
        assertThatThrownBy(() -> SyncPlan.of(files(second), objects(first, second), path -> true))
                .hasMessageContaining(second + " came after " + first)
                .hasMessageContaining("Nothing was sent or deleted");
    }

    @Test
    void theOrderIsThatOfBytesAndNotOfCharacters() throws Exception {
        SyncPlan plan = SyncPlan.of(files(TILDE, EMOJI), objects("a-b", "a/b", TILDE, EMOJI), path -> true);

        assertThat(plan.send()).isEmpty();
        assertThat(plan.gone()).isEqualTo(List.of("a-b", "a/b"));
    }
}

package io.jenkins.plugins.awsdevtools.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartSizesTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 16L << 20, 5L << 30, 5L << 40, PartSizes.LARGEST_OBJECT - 1, PartSizes.LARGEST_OBJECT})
    void everyObjectThatS3TakesFitsTheMostPartsOfTheSizesThatItTakes(long size) {
        long part = PartSizes.of(size);
        assertThat(PartSizes.count(size, part)).isBetween(1, PartSizes.MOST_PARTS);
        assertThat(part).isBetween(5L << 20, 5L << 30);
    }

    @Test
    void aLargerObjectIsRefused() {
        assertThatThrownBy(() -> PartSizes.of(PartSizes.LARGEST_OBJECT + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ourOwnPartsAndThoseOfOtherToolsAreGuessed() {
        long size = 100 * PartSizes.MIB + 1;
        assertThat(PartSizes.candidates(size, PartSizes.count(size, PartSizes.of(size))))
                .startsWith(PartSizes.of(size));
        assertThat(PartSizes.candidates(size, PartSizes.count(size, 16 * PartSizes.MIB)))
                .contains(15 * PartSizes.MIB, 16 * PartSizes.MIB);
        assertThat(PartSizes.candidates(size, 9999)).isEmpty();
    }

    @Test
    void theWindowHalvesOncePerWindowfulAndRecovers() {
        Window window = new Window(64);
        window.slowDown();
        assertThat(window.size()).isEqualTo(32);
        for (int i = 0; i < 10_000; i++) {
            window.succeeded();
        }
        assertThat(window.size()).isEqualTo(64);
    }
}

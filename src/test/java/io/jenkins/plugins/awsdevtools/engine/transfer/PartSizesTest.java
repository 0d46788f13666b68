package io.jenkins.plugins.awsdevtools.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartSizesTest {

    /** "The maximum object size is 50 TB": the largest that 10,000 parts of at most 5 GiB hold. */
    private static final long LARGEST = 48L << 40;

    @Test
    void theLargestObjectFitsTheMostParts() {
        assertThat(PartSizes.count(LARGEST, PartSizes.of(LARGEST))).isLessThanOrEqualTo(PartSizes.MOST_PARTS);
        assertThat(PartSizes.of(LARGEST)).isLessThanOrEqualTo(5L << 30);
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

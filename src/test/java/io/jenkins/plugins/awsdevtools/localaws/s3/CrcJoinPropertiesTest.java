package io.jenkins.plugins.awsdevtools.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class CrcJoinPropertiesTest {

    private static String of(ChecksumAlgorithm algorithm, byte[] bytes) {
        RunningChecksum running = algorithm.start();
        running.update(bytes, 0, bytes.length);
        return Base64.getEncoder().encodeToString(running.value());
    }

    private static Blob blob(ChecksumAlgorithm algorithm, byte[] bytes) {
        return new Blob(Path.of("part"), bytes.length, "", Map.of(algorithm, of(algorithm, bytes)));
    }

    @Property(tries = 300)
    void theChecksumOfPartsIsThatOfTheWhole(
            @ForAll @Size(max = 400) byte[] whole, @ForAll int first, @ForAll int second) {
        int one = Math.floorMod(first, whole.length + 1);
        int two = Math.floorMod(second, whole.length + 1);
        int from = Math.min(one, two);
        int to = Math.max(one, two);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            if (algorithm.canBeFullObject()) {
                List<Blob> parts = List.of(
                        blob(algorithm, Arrays.copyOf(whole, from)),
                        blob(algorithm, Arrays.copyOfRange(whole, from, to)),
                        blob(algorithm, Arrays.copyOfRange(whole, to, whole.length)));

                assertThat(algorithm.join(parts)).as("%s", algorithm).isEqualTo(of(algorithm, whole));
            }
        }
    }
}

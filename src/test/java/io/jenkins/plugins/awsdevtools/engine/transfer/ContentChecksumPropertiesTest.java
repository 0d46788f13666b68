package io.jenkins.plugins.awsdevtools.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ContentChecksumPropertiesTest {

    /** "CRC-64/NVME ... check=0xae8b14860a799888" (Catalogue of parametrised CRC algorithms). */
    @Example
    void theCheckValueOfTheCatalogueIsComputed() {
        Crc64Nvme crc = new Crc64Nvme();
        byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
        crc.update(check, 0, check.length);
        assertThat(crc.getValue()).isEqualTo(0xae8b14860a799888L);
    }

    @Property(tries = 200)
    void eightBytesAtATimeLeadToTheSameAsOne(
            @ForAll @Size(max = 100) byte[] bytes, @ForAll @IntRange(max = 20) int cut) {
        Crc64Nvme one = new Crc64Nvme();
        for (byte b : bytes) {
            one.update(b);
        }
        Crc64Nvme many = new Crc64Nvme();
        int first = Math.min(cut, bytes.length);
        many.update(bytes, 0, first);
        many.update(bytes, first, bytes.length - first);
        assertThat(many.getValue()).isEqualTo(one.getValue());
    }

    @Example
    void aChecksumOfChecksumsSaysNothingAboutAllBytes() {
        Map<String, String> counted = Map.of("x-amz-checksum-crc32", "AAAAAA==-3");
        Map<String, String> typed =
                Map.of("x-amz-checksum-sha1", "2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "x-amz-checksum-type", "COMPOSITE");
        assertThat(ContentChecksum.of(name -> Optional.ofNullable(counted.get(name))))
                .isEmpty();
        assertThat(ContentChecksum.of(name -> Optional.ofNullable(typed.get(name))))
                .isEmpty();
    }
}

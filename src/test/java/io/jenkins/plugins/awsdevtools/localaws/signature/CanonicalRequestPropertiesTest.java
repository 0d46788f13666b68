package io.jenkins.plugins.awsdevtools.localaws.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.UriEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CanonicalRequestPropertiesTest {

    @Property
    void encodingIsUndoneByDecoding(@ForAll String text) {
        String clean = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(UriEncoding.decode(UriEncoding.encode(clean))).isEqualTo(clean);
        assertThat(UriEncoding.decodeForm(UriEncoding.encode(clean))).isEqualTo(clean);
        assertThat(UriEncoding.decode(UriEncoding.encodePath(clean))).isEqualTo(clean);
        assertThat(UriEncoding.encode(clean)).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
    }

    @Property
    void aPathOfS3IsTheSameHoweverItWasEncoded(@ForAll String text) {
        String clean = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String encoded = UriEncoding.encodePath("/" + clean);

        assertThat(CanonicalRequest.s3Path(encoded)).isEqualTo(encoded);
        assertThat(CanonicalRequest.s3Path(encoded.replace("%2B", "+"))).isEqualTo(encoded);
    }

    @Property
    void theOrderOfParametersDoesNotMatter(@ForAll List<String> names, @ForAll long seed) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = new String(names.get(i).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            pairs.add(UriEncoding.encode("n" + name) + "=" + i);
        }
        String before = CanonicalRequest.query(QueryParameters.parse(String.join("&", pairs)), false);
        Collections.shuffle(pairs, new Random(seed));

        assertThat(CanonicalRequest.query(QueryParameters.parse(String.join("&", pairs)), false))
                .isEqualTo(before);
    }

    @Example
    void pathsOfOtherServicesAreNormalisedAndEncodedTwice() {
        assertThat(CanonicalRequest.normalisedPath("/")).isEqualTo("/");
        assertThat(CanonicalRequest.normalisedPath("//a/./b/../c%20d/")).isEqualTo("/a/c%2520d/");
    }

    @Example
    void aParameterWithoutValueHasAnEmptyOne() {
        assertThat(CanonicalRequest.query(QueryParameters.parse("uploads&b=1+2"), false))
                .isEqualTo("b=1%202&uploads=");
    }
}

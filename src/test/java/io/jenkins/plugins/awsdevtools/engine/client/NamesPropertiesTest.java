package io.jenkins.plugins.awsdevtools.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class NamesPropertiesTest {

    @Property
    void anExistingNameIsItsOwnClosestInAnyCase(
            @ForAll @Size(min = 1, max = 20) List<@AlphaChars @StringLength(min = 1, max = 12) String> names) {
        String wanted = names.get(0);
        assertThat(ClosestNames.of(wanted.toUpperCase(java.util.Locale.ROOT), names))
                .hasSizeLessThanOrEqualTo(3)
                .isSubsetOf(names)
                .first()
                .matches(nearest -> nearest.equalsIgnoreCase(wanted));
    }

    @Property
    void aNameWithOneLetterMissingIsFound(
            @ForAll @AlphaChars @StringLength(min = 4, max = 30) String name, @ForAll @IntRange(max = 3) int at) {
        String typed = name.substring(0, at) + name.substring(at + 1);
        assertThat(ClosestNames.of(typed, List.of(name, "0123456789012345678901234567890123456789")))
                .containsExactly(name);
    }

    @Property
    void namesWithNothingInCommonAreNotClose(
            @ForAll @AlphaChars @StringLength(min = 3, max = 20) String name,
            @ForAll @NumericChars @StringLength(min = 3, max = 20) String other) {
        assertThat(ClosestNames.of(name, List.of(other))).isEmpty();
    }

    @Example
    void everyRegionOfTheSdkIsARegion() {
        List<String> refused = new ArrayList<>();
        for (String region : AwsRegions.known()) {
            try {
                AwsRegions.of(region);
            } catch (ParameterException bad) {
                refused.add(region);
            }
        }
        assertThat(refused).isEmpty();
        assertThat(AwsRegions.known()).hasSizeGreaterThan(30).contains("eu-west-1", "us-gov-west-1", "cn-north-1");
    }

    @Example
    void aRegionNewerThanTheSdkPassesAndAMisspeltOneDoesNot() {
        assertThat(AwsRegions.of("mx-south-2").id()).isEqualTo("mx-south-2");
        assertThat(AwsRegions.isKnown("mx-south-2")).isFalse();
        assertThatThrownBy(() -> AwsRegions.of("eu-wset-1"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("region 'eu-wset-1'")
                .hasMessageContaining("eu-west-1");
    }

    @Property
    void whateverIsNotARegionIsRefusedBeforeItIsPartOfAnAddress(@ForAll("addressParts") String hostile) {
        assertThatThrownBy(() -> AwsRegions.of("eu-west-1" + hostile)).isInstanceOf(ParameterException.class);
        assertThatThrownBy(() -> AwsRegions.of(hostile + "eu-west-1")).isInstanceOf(ParameterException.class);
    }

    @Provide
    Arbitrary<String> addressParts() {
        return Arbitraries.strings()
                .withChars("./:@#?%\\ \n\u0000_")
                .ofMinLength(1)
                .ofMaxLength(5);
    }

    @Property
    void anArnIsARolesOrRefused(
            @ForAll @NumericChars @StringLength(12) String account,
            @ForAll @AlphaChars @StringLength(min = 1, max = 64) String role) {
        RoleToAssume.checkArn("arn:aws:iam::" + account + ":role/" + role);
        RoleToAssume.checkArn("arn:aws-us-gov:iam::" + account + ":role/path/" + role);
        for (String other : List.of(
                "arn:aws:iam::" + account + ":user/" + role,
                "arn:aws:iam::" + account.substring(1) + ":role/" + role,
                "arn:aws:iam::" + account + ":role/",
                "arn:aws:iam::" + account + ":role/" + role + "\n",
                role)) {
            assertThatThrownBy(() -> RoleToAssume.checkArn(other))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining("roleArn");
        }
    }
}

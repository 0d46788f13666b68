package io.jenkins.plugins.awsdevtools.engine.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class CodeCommitUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/site,"
                + " https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/site",
        "https://someone@git-codecommit.eu-west-1.amazonaws.com:443/v1/repos/site/,"
                + " https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/site",
        "https://git-codecommit-fips.ca-central-1.amazonaws.com/v1/repos/site,"
                + " https://git-codecommit-fips.ca-central-1.amazonaws.com/v1/repos/site",
        "https://vpce-1-2.git-codecommit.us-east-1.vpce.amazonaws.com/v1/repos/site,"
                + " https://vpce-1-2.git-codecommit.us-east-1.vpce.amazonaws.com/v1/repos/site",
        "codecommit::cn-north-1://site, https://git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/site",
        "codecommit::eu-west-1://prod@site, https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/site",
        "codecommit://prod@site, https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/site",
        "codecommit://site, https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/site",
    })
    void leadsToAnAddressThatGitUnderstands(String given, String https) {
        assertThat(CodeCommitUrl.parse(given).https("eu-central-1")).isEqualTo(https);
    }

    @Test
    void keepsTheProfile() {
        assertThat(CodeCommitUrl.parse("codecommit::eu-west-1://prod@site").profile())
                .contains("prod");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "site",
                "https://github.com/jenkinsci/jenkins.git",
                "http://git-codecommit.eu-west-1.amazonaws.com/v1/repos/site",
                "https://git-codecommit.eu-west-1.amazonaws.com.evil.example/v1/repos/site",
                "https://git-codecommit.eu-west-1.example/v1/repos/site",
                "https://evil.example/git-codecommit.eu-west-1.amazonaws.com/v1/repos/site",
                "https://git-codecommit.eu-west-1.amazonaws.com@evil.example/v1/repos/site",
                "https://git-codecommit.cn-north-1.amazonaws.com/v1/repos/site",
                "https://git-codecommit.nowhere.amazonaws.com/v1/repos/site",
                "https://vpce-1.git-codecommit.us-east-1.amazonaws.com/v1/repos/site",
                "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/site/more",
                "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/site.git",
                "codecommit::nowhere://site",
                "codecommit::eu-west-1://../../x",
            })
    void refusesWhatIsNotCodeCommits(String url) {
        assertThatThrownBy(() -> CodeCommitUrl.parse(url)).isInstanceOf(ParameterException.class);
    }

    @Test
    void explainsAnAddressForSsh() {
        assertThatThrownBy(() -> CodeCommitUrl.parse("ssh://APKA@git-codecommit.eu-west-1.amazonaws.com/v1/repos/site"))
                .hasMessageContaining("HTTPS");
    }

    @Property
    void everyNameInEveryRegionComesBack(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 100) String name) {
        for (Region region : Region.regions()) {
            if (!region.isGlobalRegion()) {
                CodeCommitUrl parsed = CodeCommitUrl.parse(CodeCommitUrl.https(region.id(), name));
                assertThat(parsed.region()).contains(region.id());
                assertThat(parsed.repository()).isEqualTo(name);
            }
        }
    }

    @Property
    void whateverIsTypedIsReadOrRefused(@ForAll String anything) {
        try {
            assertThat(CodeCommitUrl.parse(anything).repository()).isNotEmpty();
        } catch (ParameterException refused) {
            assertThat(refused.reason()).isNotEmpty();
        }
    }
}

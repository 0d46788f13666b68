package io.jenkins.plugins.awsdevtools.engine.codecommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class GitPasswordTest {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    private static Instant time(String text) {
        return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    }

    /** The expectations of AWS's own tests: git-remote-codecommit, test/git_url_test.py. */
    @ParameterizedTest
    @CsvSource({
        "git-codecommit.us-west-2.amazonaws.com, b6df2d758a8023b2f000a546417007b65494f3ce8ad0300fd45fcfa173f1959a",
        "land.called.honahlee, a14a37a53035bbceb6e1748247b143124fe7326cdffd3d418236a592ce6158a0",
    })
    void signsAsGitRemoteCodecommitDoes(String host, String signature) {
        GitLogin login = GitPassword.sign(
                AwsCredentialsIdentity.create("access", "secret"),
                "us-west-2",
                host,
                "/v1/repos/test_repo",
                time("20171224T115320"));

        assertThat(login.user()).isEqualTo("access");
        assertThat(login.password()).isEqualTo("20171224T115320Z" + signature);
    }

    @Test
    void putsTheSessionTokenBehindTheKeyAsGitRemoteCodecommitDoes() {
        GitLogin login = GitPassword.sign(
                AwsSessionCredentialsIdentity.create("access", "secret", "token"),
                "us-west-2",
                "git-codecommit.us-west-2.amazonaws.com",
                "/v1/repos/test_repo",
                time("20171224T115320"));

        assertThat(login.user()).isEqualTo("access%token");
        assertThat(login.password())
                .isEqualTo("20171224T115320Zb6df2d758a8023b2f000a546417007b65494f3ce8ad0300fd45fcfa173f1959a");
    }

    /**
     * The expectations of AWS's own tests: aws-cli, tests of the codecommit credential-helper. They hand it a path with a
     * slash in front, to which it adds one.
     */
    @ParameterizedTest
    @CsvSource({
        "git-codecommit.us-east-1.amazonaws.com, 7dc259e2d505af354a1219b9bcd784bd384dc706efa0d9aefc571f214be4c89c",
        "git-codecommit-fips.us-east-1.amazonaws.com, 500037cb3514b3fe01ebcda7c80973f5b4c0d8199a7a6563b85fd6edf272d460",
        "vpce-0b47ea360adebf88a-jkl88hez.git-codecommit.us-east-1.vpce.amazonaws.com,"
                + " 9ed987cc6336c3de2d9f06b9236c7a9fd76b660b080db15983290e636dbfbd6b",
    })
    void signsAsTheCredentialHelperOfTheAwsCliDoes(String host, String signature) {
        GitLogin login = GitPassword.sign(
                AwsCredentialsIdentity.create("foo", "bar"),
                CodeCommitUrl.regionOf(host).orElseThrow(),
                host,
                "//v1/repos/myrepo",
                time("20101008T000000"));

        assertThat(login.password()).isEqualTo("20101008T000000Z" + signature);
    }

    /** Made with Python's hmac and the algorithm as the AWS CLI's credential helper has it. */
    @ParameterizedTest
    @CsvSource({
        "20240229T235959, eu-west-1, git-codecommit.eu-west-1.amazonaws.com, site,"
                + " 0c3ff897e6959b4c9046f65579f78c1b3c9de03a30811b7a409d5c29da1922a8",
        "20240301T000000, cn-north-1, git-codecommit.cn-north-1.amazonaws.com.cn, site,"
                + " 49db661746faa9997a7ad82c858943376cb3b2d6feaec3b0a3e02e0c93e1454b",
        "20240301T000000, us-gov-west-1, git-codecommit.us-gov-west-1.amazonaws.com, site,"
                + " c6535d9e597130bd415f2b9bcc5aba46cf26ce6ca4e6aefa535ceb953e7f6e65",
        "20240301T000000, us-east-2, git-codecommit-fips.us-east-2.amazonaws.com, a.b-c_d,"
                + " 306544d5f187c333cf1548d059b501a5bebe631bf54ad78f0e9d0a9be3eab928",
        "20240301T000000, us-iso-east-1, git-codecommit.us-iso-east-1.c2s.ic.gov, site,"
                + " 4dcb5b4ae3bd10531c5b36c76a41642a034df2c6ae28f775ddc67b229def48bb",
        "20240301T000000, us-isob-east-1, git-codecommit.us-isob-east-1.sc2s.sgov.gov, site,"
                + " 954f2325e32ee1fd90f2ae2ecafcc24e3e6046e8ff731d0a0e9a785688897955",
        "20240301T000000, eusc-de-east-1, git-codecommit.eusc-de-east-1.amazonaws.eu, site,"
                + " f0e59d260d13b9665c3ed108ff85a8a5e8dc281e4353cb5e777f4c27c032b679",
        "20240301T000000, us-west-2, vpce-0123456789abcdef0-abcdefgh.git-codecommit.us-west-2.vpce.amazonaws.com,"
                + " site, b410d3224b6be31e19092450981189bceab9a1b23ab4dd36f1e7e4c96f2aace0",
    })
    void signsInEveryPartition(String time, String region, String host, String repository, String signature) {
        CodeCommitUrl url = CodeCommitUrl.parse("https://" + host + "/v1/repos/" + repository);

        assertThat(url.region()).contains(region);
        assertThat(GitPassword.sign(
                                AwsCredentialsIdentity.create(
                                        "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                                region,
                                host,
                                "/v1/repos/" + repository,
                                time(time))
                        .password())
                .isEqualTo(time + "Z" + signature);
    }

    @Test
    void tellsNoSecretAsText() {
        GitLogin login = GitPassword.sign(
                AwsSessionCredentialsIdentity.create("access", "secret", "token"),
                "us-west-2",
                "git-codecommit.us-west-2.amazonaws.com",
                "/v1/repos/site",
                Instant.EPOCH);

        assertThat(login.toString()).doesNotContain("token", "access", login.password());
    }
}

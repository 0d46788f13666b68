package io.jenkins.plugins.awsdevtools.engine.s3;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowFact;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.localaws.s3.Bucket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class WebsiteTest extends SyncedSite {

    private void website(String index, String error) {
        aws.s3().bucket(bucket).setWebsite(Optional.of(new Bucket.Website(index, Optional.ofNullable(error))));
    }

    private void file(String path) throws Exception {
        Path file = site.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content of " + path);
    }

    private SyncOutcome deploy(String prefix) throws Exception {
        return deploy(prefix, false);
    }

    private SyncOutcome deploy(String prefix, boolean dryRun) throws Exception {
        return resultOf(fixture.transfers(root, Journal.inMemory())
                .deploy(
                        new S3Place(bucket, prefix, null),
                        PLAIN,
                        new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, true, false, dryRun, false, 8),
                        new DeployOptions(true, aws.website(bucket) + prefix, null, false))
                .result());
    }

    private void refuses(String prefix, String message) {
        assertThatThrownBy(() -> deploy(prefix))
                .hasMessageContaining(message)
                .hasMessageContaining("Nothing was sent or deleted");
        assertThat(aws.calls().count("s3:PutObject")).isZero();
    }

    @Test
    void aSiteIsDeployedAndItsAddressIsSaidAndServesIt() throws Exception {
        website("index.html", "404.html");
        file("index.html");
        file("404.html");

        deploy("");

        String address = aws.website(bucket).toString();
        assertThat(fixture.lines())
                .contains("Website: index document index.html, error document 404.html.")
                .contains("The site is served at " + address);
        assertThat(fixture.pictures().get(fixture.pictures().size() - 1).facts())
                .containsExactly(new FlowFact("Website", address, address));
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.body()).isEqualTo("content of index.html");
    }

    @Test
    void aBucketThatIsNoWebsiteIsRefusedBeforeAnythingIsSent() throws Exception {
        file("index.html");
        refuses("", "not configured as a website");
    }

    @Test
    void aBucketThatRedirectsEverythingIsRefused() throws Exception {
        aws.s3().bucket(bucket).setWebsite(Optional.of(Bucket.Website.redirecting("www.example.com")));
        file("index.html");
        refuses("", "www.example.com");
    }

    @Test
    void aMissingIndexDocumentIsNamed() throws Exception {
        website("home.html", null);
        file("index.html");
        refuses("", "home.html");
    }

    @Test
    void aMissingErrorDocumentIsNamed() throws Exception {
        website("index.html", "errors/404.html");
        file("index.html");
        refuses("", "errors/404.html");
    }

    @Test
    void anIndexDocumentThatWouldBeDeletedIsMissing() throws Exception {
        website("index.html", null);
        file("a.css");
        aws.s3().put(bucket, "index.html", new byte[] {1});
        refuses("", "index.html");
        assertThat(aws.s3().keys(bucket, "")).containsExactly("index.html");
    }

    @Test
    void anErrorDocumentOutsideOfThePrefixHasToBeThere() throws Exception {
        website("index.html", "404.html");
        file("index.html");
        refuses("docs/", "404.html");

        aws.s3().put(bucket, "404.html", new byte[] {1});
        deploy("docs/");

        assertThat(aws.s3().keys(bucket, "")).containsExactly("404.html", "docs/index.html");
    }

    @Test
    void aDryRunChecksTheWebsiteToo() throws Exception {
        website("index.html", null);
        file("a.css");
        assertThatThrownBy(() -> deploy("", true)).hasMessageContaining("index.html");
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, site.s3-website-us-east-1.amazonaws.com",
        "us-west-1, site.s3-website-us-west-1.amazonaws.com",
        "us-west-2, site.s3-website-us-west-2.amazonaws.com",
        "eu-west-1, site.s3-website-eu-west-1.amazonaws.com",
        "ap-southeast-1, site.s3-website-ap-southeast-1.amazonaws.com",
        "ap-southeast-2, site.s3-website-ap-southeast-2.amazonaws.com",
        "ap-northeast-1, site.s3-website-ap-northeast-1.amazonaws.com",
        "sa-east-1, site.s3-website-sa-east-1.amazonaws.com",
        "us-gov-west-1, site.s3-website-us-gov-west-1.amazonaws.com",
        "us-east-2, site.s3-website.us-east-2.amazonaws.com",
        "eu-central-1, site.s3-website.eu-central-1.amazonaws.com",
        "eu-west-2, site.s3-website.eu-west-2.amazonaws.com",
        "ap-south-1, site.s3-website.ap-south-1.amazonaws.com",
        "ap-northeast-2, site.s3-website.ap-northeast-2.amazonaws.com",
        "us-gov-east-1, site.s3-website.us-gov-east-1.amazonaws.com",
        "cn-northwest-1, site.s3-website.cn-northwest-1.amazonaws.com.cn"
    })
    void theEndpointIsTheOneThatAwsDocumentsForTheRegion(String region, String host) {
        assertThat(WebsiteAddress.host("site", Region.of(region))).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a.example/",
                "docs.example.com",
                "https://user@docs.example.com/",
                "javascript:x",
                "https://"
            })
    void whatIsNoAddressOfAPageIsRefused(String url) {
        assertThatThrownBy(() -> new DeployOptions(true, url, null, false)).isInstanceOf(ParameterException.class);
    }
}

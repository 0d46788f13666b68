package io.jenkins.plugins.awsdevtools.localaws.s3;

import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.BUCKET;
import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3BucketsTest {
    private static S3Fixture fixture;
    private static S3Client s3;

    @BeforeAll
    static void start() {
        fixture = new S3Fixture();
        s3 = fixture.s3;
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static S3Client in(String region) {
        return LocalClients.prepare(fixture.aws.endpoint(), region, fixture.aws.rootKey(), S3Client.builder())
                .build();
    }

    private static void create(String bucket) {
        s3.createBucket(r -> r.bucket(bucket)
                .createBucketConfiguration(c -> c.locationConstraint(BucketLocationConstraint.EU_WEST_1)));
    }

    @Test
    void aBucketIsMadeListedAndDeletedWhenEmpty() {
        create("short-lived");
        assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).contains("short-lived", BUCKET);
        assertThat(s3.headBucket(r -> r.bucket("short-lived")).bucketRegion()).isEqualTo("eu-west-1");
        s3.putObject(r -> r.bucket("short-lived").key("x"), RequestBody.fromString("x"));

        refused("BucketNotEmpty", 409, () -> s3.deleteBucket(r -> r.bucket("short-lived")));
        s3.deleteObject(r -> r.bucket("short-lived").key("x"));
        s3.deleteBucket(r -> r.bucket("short-lived"));
        refused("NoSuchBucket", 404, () -> s3.deleteBucket(r -> r.bucket("short-lived")));
        assertThat(catchThrowableOfType(S3Exception.class, () -> s3.headBucket(r -> r.bucket("short-lived")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void namesAndLocationsFollowTheRules() {
        for (String name : List.of("ab", "Upper", "under_score", "-dash", "192.168.1.1", "two..dots", "b".repeat(64))) {
            // In process, as the SDK refuses these before it calls.
            assertThatThrownBy(() -> fixture.aws.s3().createBucket(name, "eu-west-1"))
                    .isInstanceOfSatisfying(
                            AwsError.class, e -> assertThat(e.code()).isEqualTo("InvalidBucketName"));
        }
        refused(
                "IllegalLocationConstraintException",
                400,
                () -> s3.createBucket(r -> r.bucket("no-location")
                        .createBucketConfiguration(c -> c.locationConstraint(BucketLocationConstraint.EU_CENTRAL_1))));
        refused("BucketAlreadyOwnedByYou", 409, () -> create(BUCKET));
        try (S3Client usEast = in("us-east-1")) {
            usEast.createBucket(r -> r.bucket("classic"));
            usEast.createBucket(r -> r.bucket("classic"));
            assertThat(usEast.getBucketLocation(r -> r.bucket("classic")).locationConstraintAsString())
                    .isIn(null, "");
        }
        assertThat(s3.getBucketLocation(r -> r.bucket(BUCKET)).locationConstraintAsString())
                .isEqualTo("eu-west-1");
    }

    @Test
    void aBucketOfAnotherRegionTellsWhereItIs() {
        try (S3Client frankfurt = in("eu-central-1");
                S3Client usEast = in("us-east-1")) {
            S3Exception moved = refused("PermanentRedirect", 301, () -> frankfurt.listObjectsV2(r -> r.bucket(BUCKET)));
            assertThat(moved.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
                    .contains("eu-west-1");
            refused("AuthorizationHeaderMalformed", 400, () -> usEast.listObjectsV2(r -> r.bucket(BUCKET)));
            assertThat(catchThrowableOfType(S3Exception.class, () -> frankfurt.headBucket(r -> r.bucket(BUCKET)))
                            .statusCode())
                    .isEqualTo(301);
            assertThat(frankfurt.getBucketLocation(r -> r.bucket(BUCKET)).locationConstraintAsString())
                    .isEqualTo("eu-west-1");
        }
    }

    @Test
    void anotherOwnerThanExpectedIsDenied() {
        refused(
                "AccessDenied",
                403,
                () -> s3.putObject(
                        r -> r.bucket(BUCKET).key("owned").expectedBucketOwner("999999999999"), RequestBody.empty()));
        s3.putObject(r -> r.bucket(BUCKET).key("owned").expectedBucketOwner("123456789012"), RequestBody.empty());
        refused(
                "AccessDenied",
                403,
                () -> s3.copyObject(r -> r.sourceBucket(BUCKET)
                        .sourceKey("owned")
                        .destinationBucket(BUCKET)
                        .destinationKey("copy")
                        .expectedSourceBucketOwner("999999999999")));
    }

    @Test
    void versionsAreKeptAndDeleteMarkersHideThem() {
        create("versioned");
        s3.putObject(r -> r.bucket("versioned").key("k"), RequestBody.fromString("before"));
        assertThat(s3.getBucketVersioning(r -> r.bucket("versioned")).status()).isNull();
        s3.putBucketVersioning(
                r -> r.bucket("versioned").versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        assertThat(s3.getBucketVersioning(r -> r.bucket("versioned")).status())
                .isEqualTo(BucketVersioningStatus.ENABLED);

        String one = s3.putObject(r -> r.bucket("versioned").key("k"), RequestBody.fromString("one"))
                .versionId();
        String two = s3.putObject(r -> r.bucket("versioned").key("k"), RequestBody.fromString("two"))
                .versionId();
        assertThat(version(one)).isEqualTo("one");
        assertThat(version(two)).isEqualTo("two");
        assertThat(version("null")).isEqualTo("before");

        DeleteObjectResponse deleted =
                s3.deleteObject(r -> r.bucket("versioned").key("k"));
        assertThat(deleted.deleteMarker()).isTrue();
        NoSuchKeyException hidden = catchThrowableOfType(
                NoSuchKeyException.class,
                () -> s3.getObjectAsBytes(r -> r.bucket("versioned").key("k")));
        assertThat(hidden.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-delete-marker"))
                .contains("true");
        refused("MethodNotAllowed", 405, () -> version(deleted.versionId()));
        assertThat(s3.listObjectsV2(r -> r.bucket("versioned")).contents()).isEmpty();

        ListObjectVersionsResponse all = s3.listObjectVersions(r -> r.bucket("versioned"));
        assertThat(all.versions()).extracting(ObjectVersion::versionId).containsExactly(two, one, "null");
        assertThat(all.deleteMarkers()).singleElement().satisfies(marker -> assertThat(marker.isLatest())
                .isTrue());
        ListObjectVersionsResponse first =
                s3.listObjectVersions(r -> r.bucket("versioned").maxKeys(2));
        assertThat(first.isTruncated()).isTrue();
        assertThat(s3.listObjectVersions(r -> r.bucket("versioned")
                                .keyMarker(first.nextKeyMarker())
                                .versionIdMarker(first.nextVersionIdMarker()))
                        .versions())
                .extracting(ObjectVersion::versionId)
                .containsExactly(one, "null");

        s3.deleteObject(r -> r.bucket("versioned").key("k").versionId(deleted.versionId()));
        assertThat(s3.getObjectAsBytes(r -> r.bucket("versioned").key("k")).asUtf8String())
                .isEqualTo("two");
        s3.deleteObject(r -> r.bucket("versioned").key("k").versionId(two));
        assertThat(s3.getObjectAsBytes(r -> r.bucket("versioned").key("k")).asUtf8String())
                .isEqualTo("one");
        refused("NoSuchVersion", 404, () -> version(two));
    }

    private static String version(String id) {
        return s3.getObjectAsBytes(r -> r.bucket("versioned").key("k").versionId(id))
                .asUtf8String();
    }

    @Test
    void aWebsiteServesItsIndexAndErrorDocuments() throws Exception {
        create("web-site");
        s3.putObject(
                r -> r.bucket("web-site").key("index.html").contentType("text/html"),
                RequestBody.fromString("<h1>home</h1>"));
        s3.putObject(r -> r.bucket("web-site").key("docs/index.html"), RequestBody.fromString("docs"));
        s3.putObject(r -> r.bucket("web-site").key("404.html"), RequestBody.fromString("lost"));
        URI site = fixture.aws.website("web-site");
        assertThat(get(site).statusCode()).as("no website yet").isEqualTo(404);

        s3.putBucketWebsite(
                r -> r.bucket("web-site").websiteConfiguration(w -> w.indexDocument(i -> i.suffix("index.html"))
                        .errorDocument(e -> e.key("404.html"))));

        assertThat(s3.getBucketWebsite(r -> r.bucket("web-site"))
                        .indexDocument()
                        .suffix())
                .isEqualTo("index.html");
        HttpResponse<String> home = get(site);
        assertThat(home.body()).isEqualTo("<h1>home</h1>");
        assertThat(home.headers().firstValue("content-type")).contains("text/html");
        assertThat(get(site.resolve("docs/")).body()).isEqualTo("docs");
        assertThat(get(site.resolve("docs")).headers().firstValue("location")).contains("/_website/web-site/docs/");
        assertThat(get(site.resolve("nothing")).statusCode()).isEqualTo(404);
        assertThat(get(site.resolve("nothing")).body()).isEqualTo("lost");
        s3.deleteBucketWebsite(r -> r.bucket("web-site"));
        refused("NoSuchWebsiteConfiguration", 404, () -> s3.getBucketWebsite(r -> r.bucket("web-site")));
    }

    @Test
    void aWebsiteRedirectsFromAnObjectThatSaysSo() throws Exception {
        create("moved-site");
        s3.putBucketWebsite(
                r -> r.bucket("moved-site").websiteConfiguration(w -> w.indexDocument(i -> i.suffix("index.html"))));
        s3.putObject(
                r -> r.bucket("moved-site").key("old.html").websiteRedirectLocation("/new.html"), RequestBody.empty());
        s3.putObject(
                r -> r.bucket("moved-site").key("away.html").websiteRedirectLocation("https://www.acme.org/"),
                RequestBody.empty());

        URI site = fixture.aws.website("moved-site");
        assertThat(get(site.resolve("old.html")).statusCode()).isEqualTo(301);
        assertThat(get(site.resolve("old.html")).headers().firstValue("location"))
                .contains("/_website/moved-site/new.html");
        assertThat(get(site.resolve("away.html")).headers().firstValue("location"))
                .contains("https://www.acme.org/");
        assertThat(s3.headObject(r -> r.bucket("moved-site").key("old.html")).websiteRedirectLocation())
                .isEqualTo("/new.html");
        refused(
                "InvalidRedirectLocation",
                400,
                () -> s3.putObject(
                        r -> r.bucket("moved-site").key("bad.html").websiteRedirectLocation("new.html"),
                        RequestBody.empty()));
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void whatIsNotThereSaysSo() {
        refused("NotImplemented", 501, () -> s3.getBucketPolicy(r -> r.bucket(BUCKET)));
    }
}

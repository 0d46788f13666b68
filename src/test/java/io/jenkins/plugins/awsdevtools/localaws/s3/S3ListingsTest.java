package io.jenkins.plugins.awsdevtools.localaws.s3;

import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3ListingsTest {
    private static final String PHOTOS = "photos";
    private static final String LARGE = "large-bucket";

    private static S3Fixture fixture;
    private static S3Client s3;

    @BeforeAll
    static void start() throws IOException {
        fixture = new S3Fixture();
        s3 = fixture.s3;
        fixture.aws.s3().createBucket(PHOTOS, fixture.aws.region());
        for (String key : List.of("a.jpg", "2006/01/x", "2006/02/y", "2006/z", "2007/w", "ünter", "zoo", "a b+c%")) {
            fixture.aws.s3().put(PHOTOS, key, new byte[] {1});
        }
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void keysComeInTheOrderOfTheirBytes() {
        ListObjectsV2Response page = s3.listObjectsV2(r -> r.bucket(PHOTOS));

        assertThat(keys(page.contents()))
                .containsExactly("2006/01/x", "2006/02/y", "2006/z", "2007/w", "a b+c%", "a.jpg", "zoo", "ünter");
        assertThat(page.keyCount()).isEqualTo(8);
        assertThat(page.isTruncated()).isFalse();
        assertThat(page.contents().get(0).size()).isEqualTo(1);
        assertThat(page.contents().get(0).eTag()).startsWith("\"");
    }

    @Test
    void aDelimiterRollsKeysUp() {
        ListObjectsV2Response top = s3.listObjectsV2(r -> r.bucket(PHOTOS).delimiter("/"));
        assertThat(prefixes(top.commonPrefixes())).containsExactly("2006/", "2007/");
        assertThat(keys(top.contents())).containsExactly("a b+c%", "a.jpg", "zoo", "ünter");

        ListObjectsV2Response year =
                s3.listObjectsV2(r -> r.bucket(PHOTOS).prefix("2006/").delimiter("/"));
        assertThat(prefixes(year.commonPrefixes())).containsExactly("2006/01/", "2006/02/");
        assertThat(keys(year.contents())).containsExactly("2006/z");
    }

    @Test
    void pagesHaveEachThingOnceWithEveryPageSize() {
        for (int size = 1; size <= 7; size++) {
            List<String> seen = new ArrayList<>();
            int most = size;
            s3.listObjectsV2Paginator(r -> r.bucket(PHOTOS).delimiter("/").maxKeys(most))
                    .forEach(page -> {
                        assertThat(page.keyCount()).isLessThanOrEqualTo(most);
                        seen.addAll(prefixes(page.commonPrefixes()));
                        seen.addAll(keys(page.contents()));
                    });
            assertThat(seen).containsExactlyInAnyOrder("2006/", "2007/", "a b+c%", "a.jpg", "zoo", "ünter");
        }
    }

    @Test
    void startAfterBeginsBehindIt() {
        assertThat(keys(s3.listObjectsV2(r -> r.bucket(PHOTOS).startAfter("2006/z"))
                        .contents()))
                .startsWith("2007/w");
        assertThat(keys(s3.listObjectsV2(r -> r.bucket(PHOTOS).startAfter("a").prefix("a"))
                        .contents()))
                .containsExactly("a b+c%", "a.jpg");
    }

    @Test
    void urlEncodingIsUndoneByTheClient() {
        assertThat(keys(s3.listObjectsV2(r -> r.bucket(PHOTOS).encodingType(EncodingType.URL))
                        .contents()))
                .contains("a b+c%", "ünter");
    }

    @Test
    void versionOneListsWithMarkers() {
        ListObjectsResponse first =
                s3.listObjects(r -> r.bucket(PHOTOS).delimiter("/").maxKeys(1));
        assertThat(prefixes(first.commonPrefixes())).containsExactly("2006/");
        assertThat(first.nextMarker()).isEqualTo("2006/");

        ListObjectsResponse second =
                s3.listObjects(r -> r.bucket(PHOTOS).delimiter("/").maxKeys(1).marker(first.nextMarker()));
        assertThat(prefixes(second.commonPrefixes())).containsExactly("2007/");
        assertThat(s3.listObjects(r -> r.bucket(PHOTOS).maxKeys(1)).nextMarker())
                .as("only with a delimiter")
                .isNull();
    }

    @Test
    void askingForNothingGetsNothingAndNonsenseIsRefused() {
        ListObjectsV2Response nothing = s3.listObjectsV2(r -> r.bucket(PHOTOS).maxKeys(0));
        assertThat(nothing.contents()).isEmpty();
        assertThat(nothing.isTruncated()).isFalse();

        refused(
                "InvalidArgument",
                400,
                () -> s3.listObjectsV2(r -> r.bucket(PHOTOS).continuationToken("nonsense")));
        refused(
                "InvalidArgument",
                400,
                () -> s3.listObjectsV2(r -> r.bucket(PHOTOS).maxKeys(-1)));
        refused("NoSuchBucket", 404, () -> s3.listObjectsV2(r -> r.bucket("no-such-bucket")));
    }

    @Test
    void twentyThousandKeysAreListedInPagesOfAThousand() throws IOException {
        fixture.aws.s3().createBucket(LARGE, fixture.aws.region());
        for (int i = 0; i < 20_000; i++) {
            fixture.aws.s3().put(LARGE, "dir%02d/file-%05d".formatted(i % 50, i), new byte[0]);
        }

        List<Integer> pages = s3.listObjectsV2Paginator(r -> r.bucket(LARGE).maxKeys(5000)).stream()
                .map(ListObjectsV2Response::keyCount)
                .toList();
        ListObjectsV2Response top = s3.listObjectsV2(r -> r.bucket(LARGE).delimiter("/"));

        assertThat(pages).hasSize(20).allMatch(count -> count == 1000);
        assertThat(prefixes(top.commonPrefixes()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj("dir%02d/"::formatted).toList());
    }

    private static List<String> keys(List<S3Object> objects) {
        return objects.stream().map(S3Object::key).toList();
    }

    private static List<String> prefixes(List<CommonPrefix> prefixes) {
        return prefixes.stream().map(CommonPrefix::prefix).toList();
    }
}

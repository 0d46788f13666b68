package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Where a bucket is served as a website. The endpoints know HTTP alone.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html">Website endpoints</a>
 */
public final class WebsiteAddress {

    /**
     * Regions whose endpoint has a dash before the region; all others have a dot.
     *
     * @see <a href="https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints">Amazon S3 website
     *     endpoints</a>
     */
    private static final Set<String> DASHED = Set.of(
            "us-east-1",
            "us-west-1",
            "us-west-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-northeast-1",
            "eu-west-1",
            "sa-east-1",
            "us-gov-west-1");

    private WebsiteAddress() {}

    /** The host that serves a bucket of a region. */
    static String host(String bucket, Region region) {
        return bucket + ".s3-website" + (DASHED.contains(region.id()) ? "-" : ".") + region.id() + "."
                + PartitionMetadata.of(region).dnsSuffix();
    }

    /**
     * The address of a site.
     *
     * @param given where users know that it is served, such as behind a domain of their own; null for the bucket's endpoint
     * @return empty if none is given and the endpoint of S3 is not AWS's own
     */
    public static Optional<String> of(AwsAccess access, S3Place place, String given) {
        if (given != null) {
            return Optional.of(given);
        }
        return access.endpoint().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "http://" + host(place.bucket(), access.region()) + "/" + UrlPath.encoded(place.prefix()));
    }

    /** @throws ParameterException if it is no address of a page */
    public static void check(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return;
            }
        } catch (URISyntaxException none) {
            throw new ParameterException("websiteUrl", address, Texts.of("s3.website.badUrl"));
        }
        throw new ParameterException("websiteUrl", address, Texts.of("s3.website.badUrl"));
    }
}

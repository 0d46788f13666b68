package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsRegions;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The address of a repository: of HTTPS in any partition, also of a FIPS or VPC endpoint, or in the notation of
 * git-remote-codecommit.
 *
 * @param region empty if the address leaves it to the connection
 * @param repository the name
 * @param profile in front of an {@code @}, as git-remote-codecommit has it
 * @param host empty if the address names none
 * @see <a href="https://docs.aws.amazon.com/codecommit/latest/userguide/regions.html">Regions and Git connection
 *     endpoints</a>
 * @see <a href="https://docs.aws.amazon.com/codecommit/latest/userguide/codecommit-and-interface-VPC.html">VPC
 *     endpoints</a>
 */
public record CodeCommitUrl(
        Optional<String> region, String repository, Optional<String> profile, Optional<String> host) {

    private static final String FIELD = "url";

    /** "[\w\.-]+", 1 to 100 characters, "cannot end in .git" (CreateRepository; Quotas in AWS CodeCommit). */
    private static final Pattern REPOSITORY = Pattern.compile("(?!.*\\.git$)[\\w.-]{1,100}");

    private static final Pattern HTTPS =
            Pattern.compile("https://(?:[^/@\\s]*@)?([a-z0-9.-]+)(?::443)?(/v1/repos/([^/?#\\s]+))/?");
    private static final Pattern HOST =
            Pattern.compile("(?:vpce-[a-z0-9-]+\\.)?git-codecommit(?:-fips)?\\.([a-z0-9-]+)\\.(vpce\\.)?(.+)");
    private static final Pattern HELPER =
            Pattern.compile("codecommit(?:::([a-z0-9-]+))?://(?:([^@/\\s]+)@)?([^@/\\s]+)/?");
    private static final Pattern SSH = Pattern.compile("ssh://.*git-codecommit.*/v1/repos/.*");

    public CodeCommitUrl {
        Objects.requireNonNull(region);
        Objects.requireNonNull(profile);
        Objects.requireNonNull(host);
        if (!REPOSITORY.matcher(repository).matches()) {
            throw new ParameterException(FIELD, repository, Texts.of("codecommit.url.repository"));
        }
    }

    /** @throws ParameterException if it is not an address of CodeCommit; it says what one looks like */
    public static CodeCommitUrl parse(String url) {
        String given = url == null ? "" : url.strip();
        Matcher helper = HELPER.matcher(given);
        if (helper.matches()) {
            Optional<String> region = Optional.ofNullable(helper.group(1));
            region.ifPresent(AwsRegions::of);
            return new CodeCommitUrl(region, helper.group(3), Optional.ofNullable(helper.group(2)), Optional.empty());
        }
        Matcher https = HTTPS.matcher(given);
        if (https.matches()) {
            String host = https.group(1);
            return new CodeCommitUrl(
                    Optional.of(regionOf(host)
                            .orElseThrow(
                                    () -> new ParameterException(FIELD, given, Texts.of("codecommit.url.foreign")))),
                    https.group(3),
                    Optional.empty(),
                    Optional.of(host));
        }
        throw new ParameterException(
                FIELD, given, Texts.of(SSH.matcher(given).matches() ? "codecommit.url.ssh" : "codecommit.url.foreign"));
    }

    /** Whether an address is in the notation of git-remote-codecommit, which git does not understand by itself. */
    public static boolean isNotation(String url) {
        return url != null && HELPER.matcher(url.strip()).matches();
    }

    /** The region of a host if it is one of CodeCommit's for git. */
    public static Optional<String> regionOf(String host) {
        Matcher parts = HOST.matcher(host);
        if (!parts.matches() || host.startsWith("vpce-") != (parts.group(2) != null)) {
            return Optional.empty();
        }
        String region = parts.group(1);
        try {
            return parts.group(3).equals(dnsSuffix(AwsRegions.of(region))) ? Optional.of(region) : Optional.empty();
        } catch (ParameterException noRegion) {
            return Optional.empty();
        }
    }

    /** A repository's address in a region. */
    public static String https(String region, String repository) {
        return "https://git-codecommit." + region + "." + dnsSuffix(AwsRegions.of(region)) + path(repository);
    }

    /** A repository's address at an endpoint that takes the place of AWS's own. */
    public static String at(URI endpoint, String repository) {
        return endpoint.getScheme() + "://" + endpoint.getAuthority() + path(repository);
    }

    /**
     * The address that git understands without a helper.
     *
     * @param usual the region if this names none
     */
    public String https(String usual) {
        return host.map(name -> "https://" + name + path(repository))
                .orElseGet(() -> https(region.orElse(usual), repository));
    }

    static String path(String repository) {
        return "/v1/repos/" + repository;
    }

    private static String dnsSuffix(Region region) {
        return PartitionMetadata.of(region).dnsSuffix();
    }
}

package io.jenkins.plugins.awsdevtools.engine.client;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * Who calls AWS, and where. Equal accesses share clients, credentials and status calls.
 *
 * @param role assumed with the credentials, if given
 * @param endpoint takes the place of AWS's own addresses, for an emulator or a private endpoint
 * @param maxAttempts how often a call is tried in all, at least 1
 */
public record AwsAccess(
        CredentialSource credentials,
        Optional<RoleToAssume> role,
        Region region,
        Optional<URI> endpoint,
        Optional<HttpProxy> proxy,
        int maxAttempts) {

    /** As the SDK's standard mode has it, and one more. */
    public static final int DEFAULT_ATTEMPTS = 4;

    public AwsAccess {
        Objects.requireNonNull(credentials);
        Objects.requireNonNull(region);
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts " + maxAttempts);
        }
        if (credentials instanceof CredentialSource.WebIdentity && role.isEmpty()) {
            throw new IllegalArgumentException("a web identity needs a role");
        }
    }

    /** The access that all runs with the same role share: it reads status, so that many runs travel in one call. */
    public AwsAccess withoutSessionTags() {
        return new AwsAccess(credentials, role.map(RoleToAssume::shared), region, endpoint, proxy, maxAttempts);
    }

    /** The same identity in another region of AWS. An endpoint that takes the place of AWS's own is kept. */
    public AwsAccess inRegion(String id) {
        return new AwsAccess(credentials, role, Region.of(id), endpoint, proxy, maxAttempts);
    }

    /** The access for calls that do harm when the SDK makes them again after a lost answer. */
    public AwsAccess withOneAttempt() {
        return new AwsAccess(credentials, role, region, endpoint, proxy, 1);
    }

    /** The access with the credentials as they are, before the role is assumed. */
    AwsAccess withoutRole() {
        return new AwsAccess(credentials, Optional.empty(), region, endpoint, proxy, maxAttempts);
    }

    /** Whether calls with this access need the credentials of the other: the same, or those that assume its role. */
    boolean needs(AwsAccess other) {
        return equals(other)
                || !(credentials instanceof CredentialSource.WebIdentity)
                        && withoutRole().equals(other);
    }
}

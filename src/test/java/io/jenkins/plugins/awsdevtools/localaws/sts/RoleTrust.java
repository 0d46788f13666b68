package io.jenkins.plugins.awsdevtools.localaws.sts;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Who may assume a role and for how long: what its trust policy and its settings say.
 *
 * @param callers ARNs of users or role sessions that may; empty for everyone in the account
 * @param externalId the external id they have to name
 * @param mayTag whether {@code sts:TagSession} is allowed
 * @param maxSession the role's maximum session duration, 1 to 12 hours
 * @param webIdentity the tokens it trusts; empty where only signed callers may
 */
public record RoleTrust(
        Set<String> callers,
        Optional<String> externalId,
        boolean mayTag,
        Duration maxSession,
        Optional<WebIdentityTrust> webIdentity) {

    /**
     * A web identity a role trusts.
     *
     * @param issuer the provider
     * @param subject the {@code sub} claim, which may end with {@code *}
     */
    public record WebIdentityTrust(String issuer, String subject) {
        boolean accepts(String claim) {
            return subject.endsWith("*")
                    ? claim.startsWith(subject.substring(0, subject.length() - 1))
                    : claim.equals(subject);
        }
    }

    /** Everyone in the account may, tags allowed, for an hour at most: what IAM gives by default. */
    public static RoleTrust ofAccount() {
        return new RoleTrust(Set.of(), Optional.empty(), true, Duration.ofHours(1), Optional.empty());
    }

    /** Only these may. */
    public RoleTrust withCallers(String... arns) {
        return new RoleTrust(Set.of(arns), externalId, mayTag, maxSession, webIdentity);
    }

    /** They have to name this external id. */
    public RoleTrust withExternalId(String id) {
        return new RoleTrust(callers, Optional.of(id), mayTag, maxSession, webIdentity);
    }

    /** Sessions may not be tagged. */
    public RoleTrust withoutTagSession() {
        return new RoleTrust(callers, externalId, false, maxSession, webIdentity);
    }

    /** Sessions may last this long. */
    public RoleTrust withMaxSession(Duration duration) {
        return new RoleTrust(callers, externalId, mayTag, duration, webIdentity);
    }

    /** Tokens of this issuer with this subject may as well. */
    public RoleTrust withWebIdentity(String issuer, String subject) {
        return new RoleTrust(
                callers, externalId, mayTag, maxSession, Optional.of(new WebIdentityTrust(issuer, subject)));
    }
}

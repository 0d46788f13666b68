package io.jenkins.plugins.awsdevtools.localaws.sts;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A session that was begun, for tests to look at.
 *
 * @param role the role's ARN
 * @param name the session name
 * @param arn the session's ARN
 * @param assumedBy the caller's ARN, or the token's subject
 * @param externalId the external id that was named
 * @param tags the session tags
 * @param transitiveTagKeys which of them go along when the next role is assumed
 * @param duration how long it was asked for
 * @param expiration when it ends
 * @param accessKeyId its key
 */
public record RoleSession(
        String role,
        String name,
        String arn,
        String assumedBy,
        Optional<String> externalId,
        Map<String, String> tags,
        Set<String> transitiveTagKeys,
        Duration duration,
        Instant expiration,
        String accessKeyId) {}

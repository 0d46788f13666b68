package io.jenkins.plugins.awsdevtools.engine.client;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A role that is assumed before anything is called (AssumeRole, AWS Security Token Service API Reference, from which the
 * limits are).
 *
 * @param arn of the role
 * @param externalId if the role's trust policy wants one
 * @param sessionName 2 to 64 characters; shown by CloudTrail
 * @param sessionTags at most 50; they need {@code sts:TagSession} in the trust policy
 * @param duration of a session, 15 minutes to 12 hours; it is renewed by itself
 */
public record RoleToAssume(
        String arn,
        Optional<String> externalId,
        String sessionName,
        Map<String, String> sessionTags,
        Duration duration) {

    /** The name of sessions that are not a single run's. */
    public static final String SHARED_SESSION = "jenkins";

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]{1,512}");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int MOST_TAGS = 50;

    /** @throws ParameterException if STS would refuse a value */
    public RoleToAssume {
        checkArn(arn);
        externalId.ifPresent(RoleToAssume::checkExternalId);
        checkSessionName(sessionName);
        sessionTags = java.util.Collections.unmodifiableMap(new TreeMap<>(sessionTags));
        if (sessionTags.size() > MOST_TAGS) {
            throw new ParameterException("sessionTags", sessionTags.size(), Texts.of("role.tags", MOST_TAGS));
        }
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new ParameterException("sessionDuration", duration.toSeconds(), Texts.of("role.duration"));
        }
    }

    /** @throws ParameterException if this is not the ARN of a role */
    public static void checkArn(String arn) {
        if (arn == null || !ARN.matcher(arn).matches()) {
            throw new ParameterException("roleArn", arn, Texts.of("role.arn"));
        }
    }

    /** @throws ParameterException if no session can have this name */
    public static void checkSessionName(String name) {
        if (name == null || !SESSION_NAME.matcher(name).matches()) {
            throw new ParameterException("sessionName", name, Texts.of("role.sessionName"));
        }
    }

    /** @throws ParameterException if this cannot be an external id */
    public static void checkExternalId(String externalId) {
        if (!EXTERNAL_ID.matcher(externalId).matches()) {
            throw new ParameterException("externalId", externalId, Texts.of("role.externalId"));
        }
    }

    /** The same role as all runs share it. */
    public RoleToAssume shared() {
        return new RoleToAssume(arn, externalId, SHARED_SESSION, Map.of(), duration);
    }
}

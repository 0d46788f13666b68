package io.jenkins.plugins.awsdevtools.engine.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AWS says when it denies a call ("Troubleshoot access denied error messages", AWS Identity and Access Management
 * User Guide).
 *
 * @param caller the ARN that was denied; empty if AWS did not say
 * @param action in IAM's spelling
 * @param resource the ARN that was asked for, or {@code *}
 * @param because AWS's reason, such as {@code no identity-based policy allows the codebuild:StartBuild action}; may be
 *     empty
 */
record DeniedCall(String caller, String action, String resource, String because) {

    private static final Pattern MESSAGE = Pattern.compile(
            "User: (?<caller>\\S+) is not authorized to perform: (?<action>[a-zA-Z0-9-]+:[A-Za-z0-9*]+)"
                    + "(?: on resource: \"?(?<resource>[^\\s\"]+)\"?)?(?:\\s+(?:because|with an explicit)\\s+(?<because>.+))?",
            Pattern.DOTALL);

    /** What STS says to a web identity, which has no ARN before a role is assumed. */
    private static final Pattern NAMELESS =
            Pattern.compile("[Nn]ot authorized to perform:? (?<action>[a-zA-Z0-9-]+:[A-Za-z0-9*]+)");

    /** What a role's trust policy has to allow, beside a policy of the caller. */
    private static final Set<String> TRUSTED =
            Set.of("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML", "sts:TagSession");

    static Optional<DeniedCall> in(String message) {
        Matcher matcher = MESSAGE.matcher(message == null ? "" : message);
        if (!matcher.find()) {
            Matcher nameless = NAMELESS.matcher(message == null ? "" : message);
            return nameless.find()
                    ? Optional.of(new DeniedCall("", nameless.group("action"), "*", ""))
                    : Optional.empty();
        }
        String resource = matcher.group("resource");
        String because = matcher.group("because");
        return Optional.of(new DeniedCall(
                matcher.group("caller"),
                matcher.group("action"),
                resource == null ? "*" : resource,
                because == null ? "" : because.strip()));
    }

    /** Whether a statement that allows the call would not help: something forbids it. */
    boolean isForbidden() {
        String reason = because.toLowerCase(Locale.ROOT);
        return reason.contains("explicit deny")
                || reason.startsWith("deny")
                || reason.contains("service control policy")
                || reason.contains("resource control policy")
                || reason.contains("session policy")
                || reason.contains("vpc endpoint policy")
                || reason.contains("permissions boundary");
    }

    /** Whether it is for the trust policy of a role to allow the call. */
    boolean isForTrustPolicy() {
        return TRUSTED.contains(action);
    }

    String policyStatement() {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("Effect", "Allow").put("Action", action).put("Resource", resource);
        return statement.toPrettyString();
    }
}

package io.jenkins.plugins.awsdevtools.localaws.sts;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of AssumeRole, checked as STS checks them.
 *
 * @param roleArn the role
 * @param name the session name
 * @param duration how long the session shall last
 * @param externalId the external id named
 * @param tags the session tags
 * @param transitiveTagKeys the transitive ones
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
record SessionRequest(
        String roleArn,
        String name,
        Duration duration,
        Optional<String> externalId,
        Map<String, String> tags,
        Set<String> transitiveTagKeys) {
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]*");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]*");
    private static final Pattern ROLE_ARN = Pattern.compile("arn:aws[\\w-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    /** 900 seconds to 12 hours, one hour unless told. */
    private static final int SHORTEST = 900;

    private static final int LONGEST = 43_200;
    private static final int USUAL = 3600;

    /** "Passing session tags in AWS STS": 50 tags, keys of 128 and values of 256 characters. */
    private static final int MOST_TAGS = 50;

    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_TAG_VALUE = 256;

    static SessionRequest of(QueryParameters form) {
        String roleArn = required(form, "RoleArn");
        String name = required(form, "RoleSessionName");
        require(name, "roleSessionName", 2, 64, NAME);
        require(roleArn, "roleArn", 20, 2048, Pattern.compile("(?s).*"));
        if (!ROLE_ARN.matcher(roleArn).matches()) {
            throw validation("Request ARN is invalid");
        }
        Optional<String> externalId = form.first("ExternalId");
        externalId.ifPresent(id -> require(id, "externalId", 2, 1224, EXTERNAL_ID));
        Map<String, String> tags = tags(form);
        Set<String> transitive = new LinkedHashSet<>();
        for (int i = 1; form.has("TransitiveTagKeys.member." + i); i++) {
            transitive.add(form.first("TransitiveTagKeys.member." + i).orElse(""));
        }
        if (!tags.keySet().containsAll(transitive)) {
            throw new AwsError(
                    "InvalidParameterValue",
                    400,
                    "One or more of the transitive tag keys are not included in the session tags.");
        }
        return new SessionRequest(roleArn, name, duration(form), externalId, tags, transitive);
    }

    static String required(QueryParameters form, String name) {
        return form.first(name)
                .orElseThrow(() -> validation("1 validation error detected: Value null at '" + lower(name)
                        + "' failed to satisfy constraint: Member must not be null"));
    }

    static void require(String value, String name, int shortest, int longest, Pattern pattern) {
        String begin = "1 validation error detected: Value '" + value + "' at '" + name
                + "' failed to satisfy constraint: Member must ";
        if (value.length() < shortest) {
            throw validation(begin + "have length greater than or equal to " + shortest);
        }
        if (value.length() > longest) {
            throw validation(begin + "have length less than or equal to " + longest);
        }
        if (!pattern.matcher(value).matches()) {
            throw validation(begin + "satisfy regular expression pattern: " + pattern.pattern());
        }
    }

    static AwsError validation(String message) {
        return new AwsError("ValidationError", 400, message);
    }

    static void requireTags(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw validation("1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must "
                    + "have length less than or equal to 50");
        }
        Set<String> seen = new LinkedHashSet<>();
        tags.forEach((key, value) -> {
            require(key, "tags.member.key", 1, LONGEST_TAG_KEY, TAG);
            require(value, "tags.member.value", 0, LONGEST_TAG_VALUE, TAG);
            if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw validation("Tag keys beginning with aws: are reserved");
            }
            if (!seen.add(key.toLowerCase(Locale.ROOT))) {
                throw duplicate();
            }
        });
    }

    private static AwsError duplicate() {
        return new AwsError(
                "InvalidParameterValue",
                400,
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    private static Map<String, String> tags(QueryParameters form) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 1; form.has("Tags.member." + i + ".Key"); i++) {
            String key = form.first("Tags.member." + i + ".Key").orElse("");
            if (tags.put(key, form.first("Tags.member." + i + ".Value").orElse("")) != null) {
                throw duplicate();
            }
        }
        requireTags(tags);
        return tags;
    }

    private static Duration duration(QueryParameters form) {
        String text = form.first("DurationSeconds").orElse(Integer.toString(USUAL));
        if (!text.matches("-?\\d{1,9}")) {
            throw new AwsError("MalformedInput", 400, "DurationSeconds is not an integer");
        }
        int seconds = Integer.parseInt(text);
        if (seconds < SHORTEST || seconds > LONGEST) {
            throw validation("1 validation error detected: Value '" + seconds
                    + "' at 'durationSeconds' failed to satisfy constraint: Member must have value "
                    + (seconds < SHORTEST
                            ? "greater than or equal to " + SHORTEST
                            : "less than or equal to " + LONGEST));
        }
        return Duration.ofSeconds(seconds);
    }

    private static String lower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}

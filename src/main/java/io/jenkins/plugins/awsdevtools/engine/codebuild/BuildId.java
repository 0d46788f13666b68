package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a build or batch.
 *
 * @param text {@code project:uuid}
 */
record BuildId(String project, String text) {

    private static final Pattern ID = Pattern.compile(
            "(?:arn:aws[a-z-]*:codebuild:[a-z0-9-]+:[0-9]{12}:build(?:-batch)?/)?(([A-Za-z0-9][A-Za-z0-9\\-_]{1,149}):[A-Za-z0-9-]+)");

    /** @throws ParameterException if it is neither an id nor an ARN */
    static BuildId of(String field, String idOrArn) {
        Matcher id = ID.matcher(idOrArn == null ? "" : idOrArn.trim());
        Checks.must(id.matches(), field, idOrArn, "codebuild.attach.bad");
        return new BuildId(id.group(2), id.group(1));
    }

    /** The id within an ARN that AWS gave. */
    static String within(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}

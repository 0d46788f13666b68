package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.List;

/**
 * What a source action takes instead of the newest revision.
 *
 * @param action the source action's name
 * @param type COMMIT_ID, IMAGE_DIGEST, S3_OBJECT_VERSION_ID or S3_OBJECT_KEY
 * @param value the revision
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_SourceRevisionOverride.html">
 *     SourceRevisionOverride</a>
 */
public record RevisionOverride(String action, String type, String value) {

    /** The types that CodePipeline knows. */
    public static final List<String> TYPES =
            List.of("COMMIT_ID", "IMAGE_DIGEST", "S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY");

    /** @throws ParameterException if CodePipeline would refuse a value */
    public RevisionOverride {
        if (action == null || action.isBlank() || value == null || value.isBlank()) {
            throw new ParameterException("revisions", action, Texts.of("codepipeline.revision.incomplete"));
        }
        if (!TYPES.contains(type)) {
            throw new ParameterException(
                    "revisions", type, Texts.of("codepipeline.revision.type", String.join(", ", TYPES)));
        }
    }
}

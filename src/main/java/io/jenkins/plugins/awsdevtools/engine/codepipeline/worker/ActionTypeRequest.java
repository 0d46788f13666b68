package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.Objects;
import java.util.Optional;

/**
 * A custom action type to be made, as AWS's own "Jenkins" action types look: one property by which a pipeline says which
 * job is meant, and links that lead to it.
 *
 * @param property the queryable property of the configuration; empty if the type has none
 * @param entityUrl of the job; {@code {Config:ProjectName}} stands for the property's value
 * @param executionUrl of a run; {@code {ExternalExecutionId}} stands for its number
 * @param mostInputs how many input artifacts an action may have, 0 to 5
 * @param mostOutputs how many output artifacts an action may have, 0 to 5
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_CreateCustomActionType.html">
 *     CreateCustomActionType</a>
 */
public record ActionTypeRequest(
        ActionType type,
        Optional<String> property,
        String entityUrl,
        String executionUrl,
        int mostInputs,
        int mostOutputs) {

    /** {@code ArtifactDetails}: "maximum value of 5". */
    private static final int MOST_ARTIFACTS = 5;

    /** {@code UrlTemplate}: at most 2048 characters. */
    private static final int LONGEST_URL = 2048;

    /** @throws ParameterException naming the field */
    public ActionTypeRequest {
        Objects.requireNonNull(type);
        checkArtifacts("mostInputs", mostInputs);
        checkArtifacts("mostOutputs", mostOutputs);
        checkUrl("entityUrl", entityUrl);
        checkUrl("executionUrl", executionUrl);
    }

    private static void checkArtifacts(String field, int most) {
        if (most < 0 || most > MOST_ARTIFACTS) {
            throw new ParameterException(field, most, Texts.of("codepipeline.worker.artifacts", MOST_ARTIFACTS));
        }
    }

    private static void checkUrl(String field, String url) {
        if (!url.matches("https?://.+") || url.length() > LONGEST_URL) {
            throw new ParameterException(field, url, Texts.of("codepipeline.worker.url"));
        }
    }
}

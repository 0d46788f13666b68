package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;

/**
 * A custom action type, as pipelines name it; its owner is always {@code Custom}.
 *
 * @param category {@code Build}, {@code Test}, {@code Deploy}, {@code Source}, {@code Invoke} or {@code Approval}
 * @param provider 1 to 35 letters, digits, - and _
 * @param version 1 to 9 letters, digits, - and _
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionTypeId.html">ActionTypeId</a>
 */
public record ActionType(String category, String provider, String version) {

    /** The categories, the usual ones first. */
    public static final List<String> CATEGORIES = List.of("Build", "Test", "Deploy", "Source", "Invoke", "Approval");

    /** {@code ActionProvider} and {@code Version} of the CodePipeline API. */
    private static final Pattern PROVIDER = Pattern.compile("[0-9A-Za-z_-]{1,35}");

    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z_-]{1,9}");

    /** @throws ParameterException naming the field, if no action type can be named so */
    public ActionType {
        checkCategory(category);
        checkProvider(provider);
        checkVersion(version);
    }

    /** @throws ParameterException if there is no such category */
    public static void checkCategory(String category) {
        if (!CATEGORIES.contains(category)) {
            List<String> closest = category == null ? List.of() : ClosestNames.of(category, CATEGORIES);
            throw new ParameterException(
                    "category",
                    category,
                    Texts.of(
                            "codepipeline.worker.category",
                            String.join(", ", closest.isEmpty() ? CATEGORIES : closest)));
        }
    }

    /** @throws ParameterException if no provider can have this name */
    public static void checkProvider(String provider) {
        if (provider == null || !PROVIDER.matcher(provider).matches()) {
            throw new ParameterException("provider", provider, Texts.of("codepipeline.worker.provider"));
        }
    }

    /** @throws ParameterException if no version can be named so */
    public static void checkVersion(String version) {
        if (version == null || !VERSION.matcher(version).matches()) {
            throw new ParameterException("version", version, Texts.of("codepipeline.worker.version"));
        }
    }

    ActionTypeId id() {
        return ActionTypeId.builder()
                .category(ActionCategory.fromValue(category))
                .owner(ActionOwner.CUSTOM)
                .provider(provider)
                .version(version)
                .build();
    }

    /** As events are told to name it. */
    String eventName() {
        return "Custom/" + category + "/" + provider + "/" + version;
    }

    boolean is(ActionTypeId id) {
        return category.equals(id.categoryAsString()) && provider.equals(id.provider()) && version.equals(id.version());
    }

    /** As messages name it: {@code Build / Jenkins / 1}. */
    @Override
    public String toString() {
        return category + " / " + provider + " / " + version;
    }
}

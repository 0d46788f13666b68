package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.codebuild.Checks.emptyToNull;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.Checks.must;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.List;
import software.amazon.awssdk.services.codebuild.model.CacheMode;
import software.amazon.awssdk.services.codebuild.model.CacheType;
import software.amazon.awssdk.services.codebuild.model.ProjectCache;

/**
 * What a build keeps for later ones ({@code ProjectCache}, AWS CodeBuild API Reference).
 *
 * @param type {@code S3}, {@code LOCAL} or {@code NO_CACHE}
 * @param location {@code bucket/folder}, for {@code S3}
 * @param modes for {@code LOCAL}: {@code LOCAL_SOURCE_CACHE}, {@code LOCAL_DOCKER_LAYER_CACHE}, {@code LOCAL_CUSTOM_CACHE}
 * @param namespace shares an S3 cache between projects; null for the project's own
 */
public record CacheOverride(String type, String location, List<String> modes, String namespace) {

    /** @throws ParameterException if CodeBuild would refuse a value, or two contradict each other */
    public CacheOverride {
        type = emptyToNull(type);
        location = emptyToNull(location);
        namespace = emptyToNull(namespace);
        modes = modes.stream().filter(mode -> !mode.isBlank()).map(String::trim).toList();
        must(type != null, "cache.type", type, "codebuild.cache.type");
        Checks.known("cache.type", type, CacheType.knownValues());
        for (String mode : modes) {
            Checks.known("cache.modes", mode, CacheMode.knownValues());
        }
        boolean s3 = type.equals("S3");
        must(!s3 || location != null, "cache.location", location, "codebuild.cache.noLocation");
        must(s3 || location == null && namespace == null, "cache.location", location, "codebuild.cache.notS3", type);
        must(type.equals("LOCAL") || modes.isEmpty(), "cache.modes", String.join(", ", modes), "codebuild.cache.modes");
        must(!type.equals("LOCAL") || !modes.isEmpty(), "cache.modes", "", "codebuild.cache.noModes");
    }

    public static List<String> types() {
        return Checks.names(CacheType.knownValues());
    }

    public static List<String> cacheModes() {
        return Checks.names(CacheMode.knownValues());
    }

    ProjectCache toAws() {
        ProjectCache.Builder cache =
                ProjectCache.builder().type(type).location(location).cacheNamespace(namespace);
        if (!modes.isEmpty()) {
            cache.modesWithStrings(modes);
        }
        return cache.build();
    }
}

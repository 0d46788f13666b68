package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;

/** What is deployed, and where CodeDeploy finds it. Follows {@code RevisionLocation} of the CodeDeploy API. */
public sealed interface Revision {

    /** For people: {@code s3://bucket/key}, {@code owner/name at 1a2b3c4}, or the AppSpec. */
    String shown();

    RevisionLocation toAws();

    /**
     * A bundle, or the AppSpec of a Lambda function or an ECS service, in S3.
     *
     * @param bundleType {@code zip}, {@code tar}, {@code tgz}, {@code YAML} or {@code JSON}; told by the key if null
     * @param version of the object, or null
     * @param etag that the object must have, or null
     */
    record S3(String bucket, String key, String bundleType, String version, String etag) implements Revision {

        /** {@code BundleType} of the CodeDeploy API. */
        public static final List<String> BUNDLE_TYPES = List.of("zip", "tar", "tgz", "YAML", "JSON");

        /** "Bucket naming rules", Amazon S3 User Guide. */
        private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

        /** @throws ParameterException if CodeDeploy would refuse a value */
        public S3 {
            checkBucket(bucket);
            if (key == null || key.isBlank()) {
                throw new ParameterException("s3Key", key, Texts.of("codedeploy.s3Key.none"));
            }
            bundleType = bundleType == null || bundleType.isBlank() ? guess(key) : bundleType;
            if (bundleType == null || !BUNDLE_TYPES.contains(bundleType)) {
                throw new ParameterException(
                        "bundleType", bundleType, Texts.of("codedeploy.bundleType", String.join(", ", BUNDLE_TYPES)));
            }
        }

        /** @throws ParameterException if no bucket can have this name */
        public static void checkBucket(String bucket) {
            if (bucket == null || !BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
                throw new ParameterException("s3Bucket", bucket, Texts.of("codedeploy.s3Bucket"));
            }
        }

        private static String guess(String key) {
            String name = key.toLowerCase(Locale.ROOT);
            if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                return "tgz";
            }
            if (name.endsWith(".yml") || name.endsWith(".yaml")) {
                return "YAML";
            }
            if (name.endsWith(".json")) {
                return "JSON";
            }
            return name.endsWith(".tar") ? "tar" : name.endsWith(".zip") ? "zip" : null;
        }

        @Override
        public String shown() {
            return "s3://" + bucket + "/" + key + (version == null ? "" : " (version " + version + ")");
        }

        @Override
        public RevisionLocation toAws() {
            return RevisionLocation.builder()
                    .revisionType(RevisionLocationType.S3)
                    .s3Location(location -> location.bucket(bucket)
                            .key(key)
                            .bundleType(bundleType)
                            .version(version)
                            .eTag(etag))
                    .build();
        }
    }

    /**
     * A commit of a repository on GitHub.
     *
     * @param repository {@code owner/name}
     * @param commitId the whole id
     */
    record GitHub(String repository, String commitId) implements Revision {

        private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
        private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

        /** @throws ParameterException if CodeDeploy would refuse a value */
        public GitHub {
            if (repository == null || !REPOSITORY.matcher(repository).matches()) {
                throw new ParameterException("gitHubRepository", repository, Texts.of("codedeploy.gitHubRepository"));
            }
            if (commitId == null || !COMMIT.matcher(commitId).matches()) {
                throw new ParameterException("gitHubCommit", commitId, Texts.of("codedeploy.gitHubCommit"));
            }
        }

        @Override
        public String shown() {
            return repository + " at " + commitId;
        }

        @Override
        public RevisionLocation toAws() {
            return RevisionLocation.builder()
                    .revisionType(RevisionLocationType.GIT_HUB)
                    .gitHubLocation(location -> location.repository(repository).commitId(commitId))
                    .build();
        }
    }

    /** The AppSpec of a Lambda function or an ECS service itself. */
    record Inline(String content) implements Revision {

        /** @throws ParameterException if it is no such AppSpec */
        public Inline {
            check("appSpec", content);
        }

        /** @throws ParameterException about the field, if this is no such AppSpec */
        public static void check(String field, String content) {
            ShiftAppSpec.check(field, content);
        }

        /** The same with the ARN of a task definition where the placeholder is. */
        Inline with(String taskDefinition) {
            return new Inline(content.replace(NewTaskDefinition.PLACEHOLDER, taskDefinition));
        }

        @Override
        public String shown() {
            return Texts.of("codedeploy.inline");
        }

        @Override
        public RevisionLocation toAws() {
            return RevisionLocation.builder()
                    .revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                    .appSpecContent(spec -> spec.content(content))
                    .build();
        }
    }
}

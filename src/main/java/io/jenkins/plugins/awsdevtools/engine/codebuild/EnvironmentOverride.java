package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.codebuild.Checks.emptyToNull;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.Checks.must;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.CredentialProviderType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.ImagePullCredentialsType;
import software.amazon.awssdk.services.codebuild.model.ProjectFleet;
import software.amazon.awssdk.services.codebuild.model.RegistryCredential;

/**
 * In what the build runs, instead of what the project has. Null means as the project has it.
 *
 * @param image of the container
 * @param computeType for example {@code BUILD_GENERAL1_SMALL}
 * @param type for example {@code LINUX_CONTAINER}
 * @param fleet the ARN of a reserved fleet
 * @param privileged whether the build may run Docker itself
 * @param certificate the object in S3, by ARN or as bucket/key, of a PEM certificate that is trusted when the source is fetched
 * @param registryCredential name or ARN of the secret in Secrets Manager for a private registry
 * @param imagePullCredentials {@code CODEBUILD} or {@code SERVICE_ROLE}
 */
public record EnvironmentOverride(
        String image,
        String computeType,
        String type,
        String fleet,
        Boolean privileged,
        String certificate,
        String registryCredential,
        String imagePullCredentials) {

    /** The project's own environment. */
    public static final EnvironmentOverride NONE =
            new EnvironmentOverride(null, null, null, null, null, null, null, null);

    private static final Pattern FLEET_ARN =
            Pattern.compile("arn:aws[a-z-]*:codebuild:[a-z0-9-]+:[0-9]{12}:fleet/[A-Za-z0-9\\-_:]+");

    /**
     * "The ARN of the Amazon S3 bucket, path prefix, and object key" ({@code ProjectEnvironment}), but "the name of a
     * certificate" ({@code StartBuild}): projects have it without the beginning of an ARN too.
     */
    private static final Pattern CERTIFICATE = Pattern.compile("(arn:aws[a-z-]*:s3:::)?[a-z0-9.-]+/.+");

    /** "The ARN or name of credentials created using AWS Secrets Manager" ({@code RegistryCredential}). */
    private static final Pattern SECRET =
            Pattern.compile("(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:)?[A-Za-z0-9/_+=.@!-]{1,512}");

    private static final String CURATED = "aws/codebuild/";

    /** @throws ParameterException if CodeBuild would refuse a value, or two contradict each other */
    public EnvironmentOverride {
        image = emptyToNull(image);
        computeType = emptyToNull(computeType);
        type = emptyToNull(type);
        fleet = emptyToNull(fleet);
        certificate = emptyToNull(certificate);
        registryCredential = emptyToNull(registryCredential);
        imagePullCredentials = emptyToNull(imagePullCredentials);
        checkComputeType(computeType, type);
        checkType(type);
        checkFleet(fleet);
        checkImage(image, type);
        boolean lambda = type != null && type.contains("LAMBDA");
        must(!lambda || !Boolean.TRUE.equals(privileged), "privileged", privileged, "codebuild.environment.noDocker");
        checkCertificate(certificate);
        checkRegistryCredential(registryCredential);
        checkImagePullCredentials(imagePullCredentials, image, registryCredential);
    }

    /** @throws ParameterException if it is neither null nor an object in S3 */
    public static void checkCertificate(String certificate) {
        must(
                certificate == null || CERTIFICATE.matcher(certificate).matches(),
                "certificate",
                certificate,
                "codebuild.environment.certificate");
    }

    /** @throws ParameterException if it is neither null nor the name or ARN of a secret */
    public static void checkRegistryCredential(String registryCredential) {
        must(
                registryCredential == null || SECRET.matcher(registryCredential).matches(),
                "registryCredential",
                registryCredential,
                "codebuild.environment.secret");
    }

    /** @throws ParameterException if CodeBuild does not know it, or the image is not pulled with it */
    public static void checkImagePullCredentials(String imagePullCredentials, String image, String registryCredential) {
        Checks.known("imagePullCredentials", imagePullCredentials, ImagePullCredentialsType.knownValues());
        must(
                registryCredential == null || !"CODEBUILD".equals(imagePullCredentials),
                "imagePullCredentials",
                imagePullCredentials,
                "codebuild.environment.registry");
        must(
                image == null || !image.startsWith(CURATED) || !"SERVICE_ROLE".equals(imagePullCredentials),
                "imagePullCredentials",
                imagePullCredentials,
                "codebuild.environment.curated");
    }

    /**
     * A type that CodeBuild does not know goes with any compute type: it is refused by itself.
     *
     * @throws ParameterException if CodeBuild does not know the compute type, or one of the two alone is Lambda's
     */
    public static void checkComputeType(String computeType, String type) {
        Checks.known("computeType", computeType, ComputeType.knownValues());
        must(
                type == null
                        || computeType == null
                        || !types().contains(type)
                        || type.contains("LAMBDA") == computeType.contains("LAMBDA"),
                "computeType",
                computeType,
                "codebuild.environment.lambda",
                type);
    }

    /** @throws ParameterException if CodeBuild does not know the type of environment */
    public static void checkType(String type) {
        Checks.known("environmentType", type, EnvironmentType.knownValues());
    }

    /** @throws ParameterException if it is not null and not the ARN of a fleet */
    public static void checkFleet(String fleet) {
        must(fleet == null || FLEET_ARN.matcher(fleet).matches(), "fleet", fleet, "codebuild.environment.fleet");
    }

    /**
     * An image of CodeBuild's own tells by its name what it runs on; the project's type need not be that.
     *
     * @throws ParameterException if the type is another, or is needed and missing
     */
    public static void checkImage(String image, String type) {
        if (image == null || !image.startsWith(CURATED)) {
            return;
        }
        String name = image.toLowerCase(Locale.ROOT);
        boolean arm = name.contains("aarch64");
        boolean windows = name.contains("windows");
        boolean lambda = name.contains("lambda");
        boolean mac = name.contains("macos");
        if (type == null) {
            must(!arm && !windows && !lambda && !mac, "image", image, "codebuild.environment.imageWithoutType");
            return;
        }
        must(
                arm == (type.contains("ARM") && !type.contains("MAC"))
                        && windows == type.contains("WINDOWS")
                        && lambda == type.contains("LAMBDA")
                        && mac == type.contains("MAC"),
                "image",
                image,
                "codebuild.environment.imageOfOtherType",
                type);
    }

    /** The environment types that CodeBuild offers, in alphabetical order. */
    public static List<String> types() {
        return Checks.names(EnvironmentType.knownValues());
    }

    /** The compute types that CodeBuild offers, in alphabetical order. */
    public static List<String> computeTypes() {
        return Checks.names(ComputeType.knownValues());
    }

    /** Whether the build is to run on Lambda compute, which has no queue. */
    boolean isLambda() {
        return type != null && type.contains("LAMBDA") || computeType != null && computeType.contains("LAMBDA");
    }

    ProjectFleet projectFleet() {
        return fleet == null ? null : ProjectFleet.builder().fleetArn(fleet).build();
    }

    RegistryCredential credential() {
        return registryCredential == null
                ? null
                : RegistryCredential.builder()
                        .credential(registryCredential)
                        .credentialProvider(CredentialProviderType.SECRETS_MANAGER)
                        .build();
    }
}

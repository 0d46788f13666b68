package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An environment variable given to a build.
 *
 * @param value the value itself, or the name of the parameter or secret that holds it
 */
public record EnvironmentVariable(String name, String value, Type type) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Reserved: "Environment variables in build environments", AWS CodeBuild User Guide. */
    private static final String RESERVED_PREFIX = "CODEBUILD_";

    /** Where CodeBuild finds the value ({@code EnvironmentVariableType}). */
    public enum Type {
        PLAINTEXT,
        PARAMETER_STORE,
        SECRETS_MANAGER
    }

    /** @throws ParameterException if CodeBuild would not take the variable */
    public EnvironmentVariable {
        Objects.requireNonNull(value);
        Objects.requireNonNull(type);
        checkName(name);
        if (type != Type.PLAINTEXT && value.isBlank()) {
            throw new ParameterException(name, value, Texts.of("codebuild.variable.noReference", type));
        }
    }

    public static EnvironmentVariable plain(String name, String value) {
        return new EnvironmentVariable(name, value, Type.PLAINTEXT);
    }

    /** @throws ParameterException if a build's variable cannot have this name */
    public static void checkName(String name) {
        if (name == null || name.isBlank()) {
            throw new ParameterException("name", name, Texts.of("codebuild.variable.noName"));
        }
        if (name.startsWith(RESERVED_PREFIX)) {
            throw new ParameterException("name", name, Texts.of("codebuild.variable.reserved", RESERVED_PREFIX));
        }
        if (!NAME.matcher(name).matches()) {
            throw new ParameterException("name", name, Texts.of("codebuild.variable.badName"));
        }
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return name + " (" + type + ")";
    }
}

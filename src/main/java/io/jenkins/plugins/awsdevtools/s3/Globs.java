package io.jenkins.plugins.awsdevtools.s3;

import hudson.Util;
import io.jenkins.plugins.awsdevtools.engine.bundle.Glob;
import java.util.Arrays;
import java.util.List;

/** Patterns that stand in one field, apart from each other by commas or line ends. */
final class Globs {

    private Globs() {}

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if one could match nothing below a folder */
    static List<String> of(String field, String text) {
        List<String> globs = Arrays.stream(Util.fixNull(text).split("[,\\n]"))
                .map(String::trim)
                .filter(glob -> !glob.isEmpty())
                .toList();
        globs.forEach(glob -> Glob.of(field, glob));
        return globs;
    }
}

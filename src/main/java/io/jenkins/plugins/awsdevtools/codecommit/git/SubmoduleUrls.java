package io.jenkins.plugins.awsdevtools.codecommit.git;

import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/** The addresses of submodules, those that are relative to the parent's as git resolves them ("git submodule add"). */
final class SubmoduleUrls {

    private static final String SECTION = "submodule";

    private SubmoduleUrls() {}

    static List<String> of(String gitmodules, String parent) throws ConfigInvalidException {
        Config config = new Config();
        config.fromText(gitmodules);
        return config.getSubsections(SECTION).stream()
                .map(name -> config.getString(SECTION, name, "url"))
                .filter(Objects::nonNull)
                .map(url -> absolute(url, parent))
                .toList();
    }

    private static String absolute(String url, String parent) {
        String base = parent.replaceFirst("/+$", "");
        String rest = url;
        while (rest.startsWith("./") || rest.startsWith("../")) {
            if (rest.startsWith("../")) {
                base = base.substring(0, Math.max(0, base.lastIndexOf('/')));
                rest = rest.substring("../".length());
            } else {
                rest = rest.substring("./".length());
            }
        }
        return rest.equals(url) ? url : base + "/" + rest.replaceFirst("/+$", "");
    }
}

package io.jenkins.plugins.awsdevtools.codecommit.git;

import java.util.List;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/**
 * A submodule as {@code .gitmodules} tells it.
 *
 * @param name of its section
 * @param path of its folder
 * @param url relative ones as git resolves them ("git submodule add")
 */
record Submodule(String name, String path, String url) {

    private static final String SECTION = "submodule";

    /** @param parent the address of the repository that has them */
    static List<Submodule> of(String gitmodules, String parent) throws ConfigInvalidException {
        Config config = new Config();
        config.fromText(gitmodules);
        return config.getSubsections(SECTION).stream()
                .filter(name -> config.getString(SECTION, name, "url") != null)
                .map(name -> new Submodule(
                        name,
                        config.getString(SECTION, name, "path"),
                        absolute(config.getString(SECTION, name, "url"), parent)))
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

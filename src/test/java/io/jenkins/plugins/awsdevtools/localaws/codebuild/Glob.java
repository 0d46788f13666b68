package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import java.util.regex.Pattern;

/** A file pattern of a buildspec: {@code *} within a folder, {@code **} across folders, {@code ?} one character. */
final class Glob {

    private final Pattern pattern;

    Glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        pattern = Pattern.compile(regex.toString());
    }

    /** @param path relative, with slashes */
    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }
}

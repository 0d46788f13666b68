package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which keys can be files below a folder, on every file system: no empty name, {@code .} or {@code ..}, no control
 * characters, backslashes or colons, no two names that differ only in case, no name that is a file and a folder.
 */
final class SafeNames {

    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> folders = new HashMap<>();

    /** @throws TransferException naming the key */
    void add(String path) throws TransferException {
        if (path.indexOf('\\') >= 0 || path.indexOf(':') >= 0 || path.chars().anyMatch(Character::isISOControl)) {
            throw refused(path);
        }
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw refused(path);
            }
        }
        String folded = path.toLowerCase(Locale.ROOT);
        String other = files.put(folded, path);
        if (other != null || folders.containsKey(folded)) {
            throw new TransferException(
                    Texts.of("s3.collision", shown(path), shown(other == null ? folders.get(folded) : other)));
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            String known = folders.putIfAbsent(folder.toLowerCase(Locale.ROOT), folder);
            if (known != null && !known.equals(folder) || files.containsKey(folder.toLowerCase(Locale.ROOT))) {
                throw new TransferException(Texts.of("s3.collision", shown(path), shown(folder)));
            }
        }
    }

    private static TransferException refused(String path) {
        return new TransferException(Texts.of("s3.badKey", shown(path)));
    }

    private static String shown(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }
}

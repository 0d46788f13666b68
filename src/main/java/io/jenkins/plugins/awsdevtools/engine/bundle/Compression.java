package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;

/** Which files are worth compressing. Decided by their names, so that the same files give the same bytes. */
final class Compression {

    /** Inside AWS the network is faster than an agent's cores, so the fastest way of deflate sends a bundle soonest. */
    static final int LEVEL = Deflater.BEST_SPEED;

    private static final int TOO_SMALL = 64;

    private static final Set<String> COMPRESSED = Set.of(
            "7z", "aar", "apk", "avif", "br", "bz2", "docx", "ear", "gif", "gz", "hpi", "ipa", "jar", "jpeg", "jpg",
            "jpi", "lz4", "m4a", "mkv", "mov", "mp3", "mp4", "nupkg", "ogg", "pack", "png", "pptx", "rar", "rpm", "tgz",
            "war", "webm", "webp", "whl", "woff", "woff2", "xlsx", "xz", "zip", "zst");

    private Compression() {}

    static boolean pays(FileEntry file) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        String type = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return file.size() > TOO_SMALL && !COMPRESSED.contains(type);
    }
}

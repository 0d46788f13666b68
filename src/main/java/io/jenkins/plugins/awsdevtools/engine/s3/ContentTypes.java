package io.jenkins.plugins.awsdevtools.engine.s3;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The media type of a file by its name, for the kinds of files that are on websites. */
final class ContentTypes {

    private static final Map<String, String> TYPES = new HashMap<>();

    static {
        String[] all = {
            "text/html; charset=utf-8", "html htm",
            "text/css; charset=utf-8", "css",
            "text/javascript; charset=utf-8", "js mjs cjs",
            "text/plain; charset=utf-8", "txt log md",
            "text/csv; charset=utf-8", "csv",
            "text/calendar; charset=utf-8", "ics",
            "application/json", "json map",
            "application/manifest+json", "webmanifest",
            "application/ld+json", "jsonld",
            "application/xml", "xml xsl",
            "application/rss+xml", "rss",
            "application/atom+xml", "atom",
            "application/wasm", "wasm",
            "application/pdf", "pdf",
            "application/zip", "zip",
            "application/gzip", "gz tgz",
            "application/x-tar", "tar",
            "application/java-archive", "jar war",
            "application/yaml", "yml yaml",
            "image/svg+xml", "svg",
            "image/png", "png",
            "image/jpeg", "jpg jpeg",
            "image/gif", "gif",
            "image/webp", "webp",
            "image/avif", "avif",
            "image/x-icon", "ico",
            "font/woff", "woff",
            "font/woff2", "woff2",
            "font/ttf", "ttf",
            "font/otf", "otf",
            "audio/mpeg", "mp3",
            "audio/ogg", "ogg",
            "video/mp4", "mp4",
            "video/webm", "webm"
        };
        for (int i = 0; i < all.length; i += 2) {
            for (String extension : all[i + 1].split(" ")) {
                TYPES.put(extension, all[i]);
            }
        }
    }

    private ContentTypes() {}

    static String of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? "application/octet-stream"
                : TYPES.getOrDefault(name.substring(dot + 1), "application/octet-stream");
    }
}

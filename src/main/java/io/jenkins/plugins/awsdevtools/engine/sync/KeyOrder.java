package io.jenkins.plugins.awsdevtools.engine.sync;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** "Objects are returned sorted in an ascending order of the respective key names" by UTF-8 bytes (ListObjectsV2). */
final class KeyOrder {

    static final Comparator<String> UTF8 = (a, b) -> {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return a.charAt(i) < 0x80 && b.charAt(i) < 0x80
                        ? Character.compare(a.charAt(i), b.charAt(i))
                        : Arrays.compareUnsigned(
                                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Integer.compare(a.length(), b.length());
    };

    private KeyOrder() {}
}

package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.util.Comparator;

/**
 * The order S3 lists keys in: by their UTF-8 bytes, which is by code point and differs from {@link String#compareTo}
 * beyond the basic multilingual plane.
 */
final class KeyOrder implements Comparator<String> {
    static final KeyOrder UTF8 = new KeyOrder();

    /** Sorts after every key that begins with what stands before it. */
    static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

    private KeyOrder() {}

    @Override
    public int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean different = Character.isSurrogate(a) != Character.isSurrogate(b);
                return different ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}

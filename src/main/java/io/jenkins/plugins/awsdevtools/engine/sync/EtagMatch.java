package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.transfer.Body;
import io.jenkins.plugins.awsdevtools.engine.transfer.Content;
import io.jenkins.plugins.awsdevtools.engine.transfer.PartSizes;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a file has the content that an ETag stands for: its MD5, or the MD5 of its parts' MD5s, a hyphen and their
 * number. The size of the parts is not told; the usual ones that give this number are tried.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html">Object, ETag: not an MD5 for objects
 *     encrypted with SSE-C or SSE-KMS</a>
 */
final class EtagMatch {

    private static final Pattern PARTS = Pattern.compile("([0-9a-f]{32})-(\\d{1,5})");

    private EtagMatch() {}

    static boolean matches(Content content, long size, String etag) throws IOException {
        Matcher parts = PARTS.matcher(etag);
        if (!parts.matches()) {
            return Body.hex(new Body(content, 0, size).md5()).equals(etag);
        }
        for (long partSize : PartSizes.candidates(size, Integer.parseInt(parts.group(2)))) {
            if (etag(content, size, partSize).equals(etag)) {
                return true;
            }
        }
        return false;
    }

    static String etag(Content content, long size, long partSize) throws IOException {
        MessageDigest all = Body.newMd5();
        int parts = PartSizes.count(size, partSize);
        for (int i = 0; i < parts; i++) {
            long from = i * partSize;
            all.update(new Body(content, from, Math.min(partSize, size - from)).md5());
        }
        return Body.hex(all.digest()) + "-" + parts;
    }
}

package io.jenkins.plugins.awsdevtools.localaws.signature;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Refuses, at its end, a body whose SHA-256 is not the signed one. */
final class HashedInputStream extends FilterInputStream {
    private final MessageDigest digest = Digests.digest("SHA-256");
    private final String expected;
    private boolean checked;

    HashedInputStream(InputStream in, String expected) {
        super(in);
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count >= 0) {
            digest.update(buffer, offset, count);
        } else if (!checked) {
            checked = true;
            String actual = Digests.hex(digest.digest());
            if (!actual.equals(expected)) {
                throw new AwsError(
                                "XAmzContentSHA256Mismatch",
                                400,
                                "The provided 'x-amz-content-sha256' header does not match what was computed.")
                        .with("ClientComputedContentSHA256", expected)
                        .with("S3ComputedContentSHA256", actual);
            }
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

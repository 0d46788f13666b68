package io.jenkins.plugins.awsdevtools.localaws.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that has to be as long as was announced: the JDK's server ends it silently when the client has gone.
 */
public final class ExactBody extends FilterInputStream {
    private long left;

    public ExactBody(InputStream in, long length) {
        super(in);
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            left -= count;
        } else if (count < 0 && left > 0) {
            throw new EOFException("The request's body ended " + left + " bytes early");
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

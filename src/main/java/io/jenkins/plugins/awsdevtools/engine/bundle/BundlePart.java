package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.transfer.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A part of a bundle in memory, for as long as it is sent. Its buffer is filled again for another part. */
final class BundlePart implements Content {

    private final byte[] bytes;
    private int number;
    private int length;

    BundlePart(int size) {
        this.bytes = new byte[size];
    }

    int capacity() {
        return bytes.length;
    }

    /** @return whether the stream has come to its end */
    boolean fill(int part, InputStream in) throws IOException {
        number = part;
        length = in.readNBytes(bytes, 0, bytes.length);
        return length < bytes.length;
    }

    int number() {
        return number;
    }

    @Override
    public String name() {
        return Texts.of("bundle.partName", number);
    }

    @Override
    public long size() {
        return length;
    }

    @Override
    public InputStream open(long from) {
        return new ByteArrayInputStream(bytes, (int) from, length - (int) from);
    }
}

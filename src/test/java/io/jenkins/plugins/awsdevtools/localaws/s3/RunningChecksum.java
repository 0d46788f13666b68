package io.jenkins.plugins.awsdevtools.localaws.s3;

/** A checksum being computed. Not thread safe. */
interface RunningChecksum {
    void update(byte[] bytes, int offset, int length);

    /** The checksum of all that was given, big-endian; asked once. */
    byte[] value();
}

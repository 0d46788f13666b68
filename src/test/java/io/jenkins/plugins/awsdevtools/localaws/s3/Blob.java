package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.nio.file.Path;
import java.util.Map;

/**
 * Content that was written to one file.
 *
 * @param file where it is
 * @param size in bytes
 * @param md5 in hex
 * @param checksums in Base64, those that were asked for
 */
record Blob(Path file, long size, String md5, Map<ChecksumAlgorithm, String> checksums) {}

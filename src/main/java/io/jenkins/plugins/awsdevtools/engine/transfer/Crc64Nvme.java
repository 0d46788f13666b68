package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.util.zip.Checksum;

/**
 * CRC-64/NVME, with which S3 checks objects whose sender chose nothing else. Eight bytes are taken at a time.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">Checking
 *     object integrity for data uploads in Amazon S3</a>
 */
final class Crc64Nvme implements Checksum {

    /** The polynomial 0xad93d23594c93659 of the NVM Express specification, its bits in reverse order. */
    private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

    private static final int BYTES = 8;
    private static final long[][] TABLES = tables();

    private long state = -1;

    private static long[][] tables() {
        long[][] tables = new long[BYTES][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            tables[0][i] = value;
        }
        for (int i = 0; i < 256; i++) {
            for (int k = 1; k < BYTES; k++) {
                long before = tables[k - 1][i];
                tables[k][i] = before >>> 8 ^ tables[0][(int) before & 0xff];
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        state = state >>> 8 ^ TABLES[0][(int) (state ^ b) & 0xff];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        long crc = state;
        for (; end - at >= BYTES; at += BYTES) {
            long next = 0;
            for (int i = BYTES - 1; i >= 0; i--) {
                next = next << 8 | bytes[at + i] & 0xff;
            }
            long mixed = crc ^ next;
            crc = 0;
            for (int i = 0; i < BYTES; i++) {
                crc ^= TABLES[BYTES - 1 - i][(int) (mixed >>> 8 * i) & 0xff];
            }
        }
        state = crc;
        for (; at < end; at++) {
            update(bytes[at]);
        }
    }

    @Override
    public long getValue() {
        return ~state;
    }

    @Override
    public void reset() {
        state = -1;
    }
}

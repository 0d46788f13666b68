package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-64/NVME: reflected, polynomial 0xAD93D23594C93659, initial value and final XOR all ones. Eight bytes a step.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking object
 *     integrity in Amazon S3</a>
 */
final class Crc64Nvme {
    private static final long REFLECTED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
    private static final int SLICES = 8;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[][] TABLES = tables();

    private long crc = -1L;

    void update(byte[] bytes, int offset, int length) {
        long value = crc;
        int i = offset;
        int end = offset + length;
        for (; end - i >= SLICES; i += SLICES) {
            value ^= (long) LONGS.get(bytes, i);
            value = TABLES[7][(int) value & 0xff]
                    ^ TABLES[6][(int) (value >>> 8) & 0xff]
                    ^ TABLES[5][(int) (value >>> 16) & 0xff]
                    ^ TABLES[4][(int) (value >>> 24) & 0xff]
                    ^ TABLES[3][(int) (value >>> 32) & 0xff]
                    ^ TABLES[2][(int) (value >>> 40) & 0xff]
                    ^ TABLES[1][(int) (value >>> 48) & 0xff]
                    ^ TABLES[0][(int) (value >>> 56)];
        }
        for (; i < end; i++) {
            value = value >>> 8 ^ TABLES[0][(int) (value ^ bytes[i]) & 0xff];
        }
        crc = value;
    }

    long value() {
        return ~crc;
    }

    private static long[][] tables() {
        long[][] tables = new long[SLICES][256];
        for (int n = 0; n < 256; n++) {
            long value = n;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 1 ? value >>> 1 ^ REFLECTED_POLYNOMIAL : value >>> 1;
            }
            tables[0][n] = value;
        }
        for (int n = 0; n < 256; n++) {
            for (int slice = 1; slice < SLICES; slice++) {
                long before = tables[slice - 1][n];
                tables[slice][n] = before >>> 8 ^ tables[0][(int) before & 0xff];
            }
        }
        return tables;
    }
}

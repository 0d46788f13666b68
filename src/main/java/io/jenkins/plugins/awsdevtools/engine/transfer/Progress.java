package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * How far a transfer is.
 *
 * @param what is done, for people
 * @param elapsed since it began
 */
public record Progress(String what, long files, long allFiles, long bytes, long allBytes, Duration elapsed)
        implements Serializable {

    private static final int UNIT = 1024;

    /** One line: files, bytes, rate and remaining time. */
    public String line() {
        double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
        double rate = bytes / seconds;
        String left = bytes > 0 && rate > 0 ? time((allBytes - bytes) / rate) : "?";
        return String.format(
                Locale.ROOT,
                "%s: %d of %d files, %s of %s, %s/s, %s left",
                what,
                files,
                allFiles,
                bytes(bytes),
                bytes(allBytes),
                bytes((long) rate),
                left);
    }

    private static String time(double seconds) {
        long whole = (long) Math.ceil(Math.max(0, seconds));
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    /** Bytes for people. */
    public static String bytes(long bytes) {
        if (bytes < UNIT) {
            return bytes + " B";
        }
        double value = bytes;
        String unit = "B";
        for (String next : new String[] {"KiB", "MiB", "GiB", "TiB"}) {
            if (value < UNIT) {
                break;
            }
            value /= UNIT;
            unit = next;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}

package io.jenkins.plugins.awsdevtools.engine.client;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant who wrote a name that does not exist. */
public final class ClosestNames {

    private static final int MOST = 3;

    private ClosestNames() {}

    /**
     * The names that are nearest to the one given, nearest first: at most three, each with at most a third of its
     * letters different; case does not count. A name that contains the one given, or is contained in it, is near.
     */
    public static List<String> of(String name, Collection<String> existing) {
        String wanted = name.toLowerCase(Locale.ROOT);
        record Near(String name, int distance) {}
        return existing.stream()
                .map(candidate -> new Near(candidate, distance(wanted, candidate.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance()
                        <= Math.max(1, Math.max(wanted.length(), near.name().length()) / 3))
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(MOST)
                .map(Near::name)
                .toList();
    }

    private static int distance(String one, String other) {
        if (one.length() > 2 && other.length() > 2 && (one.contains(other) || other.contains(one))) {
            return one.equals(other) ? 0 : 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}

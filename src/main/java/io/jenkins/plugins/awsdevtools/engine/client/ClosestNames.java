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
        // "Optimal string alignment": to exchange two neighbours, the commonest slip, is one change.
        int[][] rows = new int[3][other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            rows[0][j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = rows[i % 3];
            int[] above = rows[(i - 1) % 3];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], rows[(i - 2) % 3][j - 2] + 1);
                }
            }
        }
        return rows[one.length() % 3][other.length()];
    }
}

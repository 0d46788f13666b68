package io.jenkins.plugins.awsdevtools.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChangedPathsPropertiesTest {

    private static List<String> paths(int count, int folders, int depth, long seed) {
        Random random = new Random(seed);
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder path = new StringBuilder();
            for (int level = random.nextInt(depth + 1); level > 0; level--) {
                path.append('d').append(random.nextInt(folders)).append('/');
            }
            paths.add(path.append('f').append(i).toString());
        }
        return paths;
    }

    private static boolean covers(ChangedPaths changed, String path) {
        return changed.files().contains(path) || changed.folders().stream().anyMatch(path::startsWith);
    }

    @Property(tries = 60)
    void everyChangedPathIsCoveredAndNoLimitIsPassed(
            @ForAll @IntRange(max = 2600) int count,
            @ForAll @IntRange(min = 1, max = 12) int folders,
            @ForAll @IntRange(max = 3) int depth,
            @ForAll long seed) {
        List<String> paths = paths(count, folders, depth, seed);
        ChangedPaths changed = ChangedPaths.of(paths);

        assertThat(paths).allMatch(path -> covers(changed, path));
        assertThat(changed.files()).hasSizeLessThanOrEqualTo(ChangedPaths.MOST_FILES);
        assertThat(changed.folders()).hasSizeLessThanOrEqualTo(ChangedPaths.MOST_FOLDERS);
        if (count <= ChangedPaths.MOST_FILES) {
            assertThat(changed.files()).containsExactlyInAnyOrderElementsOf(paths);
        }
    }

    @Property(tries = 30)
    void twoTogetherCoverWhatEitherCovers(
            @ForAll @IntRange(max = 1500) int one, @ForAll @IntRange(max = 1500) int other, @ForAll long seed) {
        List<String> first = paths(one, 4, 2, seed);
        List<String> second = paths(other, 4, 2, seed + 1);
        ChangedPaths both = ChangedPaths.of(first).and(ChangedPaths.of(second));

        assertThat(first).allMatch(path -> covers(both, path));
        assertThat(second).allMatch(path -> covers(both, path));
    }

    @Example
    void theDeepestFolderOfTheMostPathsIsTaken() {
        List<String> paths = new ArrayList<>(
                IntStream.range(0, 1000).mapToObj(i -> "a/b/c/" + i).toList());
        paths.add("a/b/c/d/x");
        paths.add("other/y");
        assertThat(ChangedPaths.of(paths)).isEqualTo(new ChangedPaths(List.of("other/y"), List.of("a/b/c/")));
    }
}

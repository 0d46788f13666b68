package io.jenkins.plugins.awsdevtools.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Listed;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SyncPlanPropertiesTest {

    @Property(tries = 300)
    void everyFileIsSentComparedOrNothingAndEveryOtherObjectIsGone(
            @ForAll @Size(max = 20)
                    Map<
                                    @CharRange(from = '!', to = '\u07ff') @StringLength(min = 1, max = 3) String,
                                    @IntRange(max = 2) Integer>
                            files,
            @ForAll @Size(max = 20)
                    Map<@AlphaChars @StringLength(min = 1, max = 2) String, @IntRange(max = 2) Integer> objects)
            throws TransferException {
        SyncPlan plan = SyncPlan.of(
                files.entrySet().stream()
                        .map(file -> new LocalFile(file.getKey(), file.getValue(), 0))
                        .sorted(Comparator.comparing(LocalFile::path, KeyOrder.UTF8))
                        .iterator(),
                objects.entrySet().stream()
                        .map(object -> new Listed(object.getKey(), object.getValue(), "", 0))
                        .sorted(Comparator.comparing(Listed::path, KeyOrder.UTF8))
                        .iterator(),
                path -> true);

        assertThat(plan.send().stream().map(LocalFile::path))
                .containsExactlyInAnyOrderElementsOf(files.keySet().stream()
                        .filter(path -> !Objects.equals(files.get(path), objects.get(path)))
                        .toList());
        assertThat(plan.compare().stream().map(pair -> pair.file().path()))
                .containsExactlyInAnyOrderElementsOf(files.keySet().stream()
                        .filter(path -> Objects.equals(files.get(path), objects.get(path)))
                        .toList());
        TreeSet<String> gone = new TreeSet<>(objects.keySet());
        gone.removeAll(files.keySet());
        assertThat(plan.gone()).containsExactlyInAnyOrderElementsOf(List.copyOf(gone));
    }

    @Property(tries = 100)
    void aListingInAnyOtherOrderIsRefusedByName(
            @ForAll @Size(min = 2, max = 12) Set<@AlphaChars @StringLength(min = 1, max = 3) String> keys,
            @ForAll Random random) {
        List<String> listed = new ArrayList<>(keys);
        Collections.shuffle(listed, random);
        Assume.that(!listed.equals(keys.stream().sorted(KeyOrder.UTF8).toList()));

        assertThatThrownBy(() -> SyncPlan.of(
                        keys.stream()
                                .sorted(KeyOrder.UTF8)
                                .map(key -> new LocalFile(key, 1, 0))
                                .iterator(),
                        listed.stream().map(key -> new Listed(key, 1, "", 0)).iterator(),
                        path -> true))
                .hasMessageContaining("Nothing was sent or deleted");
    }
}

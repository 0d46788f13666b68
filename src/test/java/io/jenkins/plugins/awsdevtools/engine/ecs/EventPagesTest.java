package io.jenkins.plugins.awsdevtools.engine.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.logs.LogPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EventPagesTest {

    /** Events arrive in bursts, several in a millisecond; a reading shows the newest hundred. */
    @Property(tries = 200)
    void everyEventIsOnOnePageAndInOrder(@ForAll @Size(max = 20) List<@IntRange(min = 0, max = 30) Integer> bursts) {
        List<ServiceEvent> newestFirst = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        List<String> printed = new ArrayList<>();
        newestFirst.add(new ServiceEvent("old", Instant.ofEpochMilli(1), "old"));
        String token = EventPages.end(newestFirst).nextToken();
        int number = 0;
        for (int burst : bursts) {
            for (int i = 0; i < burst; i++) {
                number++;
                newestFirst.add(
                        0, new ServiceEvent("id" + number, Instant.ofEpochMilli(1000 + number / 7), "event " + number));
                expected.add("event " + number);
            }
            List<ServiceEvent> shown = newestFirst.subList(0, Math.min(100, newestFirst.size()));
            LogPage page = EventPages.after(token, shown).orElse(null);
            if (page != null) {
                printed.addAll(page.messages());
                token = page.nextToken();
            }
            assertThat(EventPages.after(token, shown)).isEmpty();
        }
        assertThat(printed).isEqualTo(expected);
    }
}

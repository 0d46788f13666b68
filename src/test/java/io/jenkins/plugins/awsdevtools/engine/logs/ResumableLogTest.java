package io.jenkins.plugins.awsdevtools.engine.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumableLogTest {

    private final Printed printed = new Printed();
    private LogPosition saved;

    private ResumableLog open() {
        return new ResumableLog(printed, Optional.ofNullable(saved), position -> saved = position);
    }

    /** A remote log of pages; the token of a page is its number. */
    private static Optional<LogPage> page(List<List<String>> pages, Optional<String> token) {
        int number = token.map(Integer::parseInt).orElse(0);
        return number >= pages.size()
                ? Optional.empty()
                : Optional.of(new LogPage(pages.get(number), Integer.toString(number + 1)));
    }

    @Property(tries = 300)
    void whereverTheProcessIsKilledEachRemoteLineIsPrintedOnceAndInOrder(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 6) Integer> pageSizes,
            @ForAll @Size(max = 12) List<@IntRange(max = 9) Integer> kills,
            @ForAll @IntRange(max = 5) int everySoMany) {
        Printed disk = new Printed();
        List<LogPosition> journal = new ArrayList<>();
        List<List<String>> pages = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int size : pageSizes) {
            List<String> page = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                page.add("line " + expected.size() + "\n");
                expected.add("line " + expected.size());
            }
            pages.add(page);
        }
        List<Integer> lives = new ArrayList<>(kills);
        lives.add(Integer.MAX_VALUE);
        for (int life : lives) {
            disk.killAfter(life);
            try {
                ResumableLog log = new ResumableLog(
                        disk,
                        journal.isEmpty() ? Optional.empty() : Optional.of(journal.get(journal.size() - 1)),
                        journal::add);
                int said = 0;
                for (Optional<LogPage> page = page(pages, log.token());
                        page.isPresent();
                        page = page(pages, log.token())) {
                    if (everySoMany > 0 && said++ % everySoMany == 0) {
                        log.say("own");
                    }
                    log.print(page.get());
                }
                log.finish();
            } catch (Printed.Killed killed) {
                assertThat(life).isLessThan(Integer.MAX_VALUE);
            }
        }
        assertThat(disk.lines.stream().filter(line -> !line.equals("own"))).containsExactlyElementsOf(expected);
    }

    @Test
    void aPageThatGrewWhileNobodyWasThereIsCompleted() {
        printed.killAfter(2);
        try {
            open().print(new LogPage(List.of("a\n", "b\n", "c\n"), "1"));
        } catch (Printed.Killed expected) {
            printed.killAfter(100);
        }
        open().print(new LogPage(List.of("a\n", "b\n", "c\n", "d\n"), "2"));
        assertThat(printed.lines).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aPageThatIsShorterWhenReadAgainIsCompletedByTheNext() {
        printed.killAfter(2);
        try {
            open().print(new LogPage(List.of("a\n", "b\n", "c\n"), "1"));
        } catch (Printed.Killed expected) {
            printed.killAfter(100);
        }
        ResumableLog resumed = open();
        resumed.print(new LogPage(List.of(), "0b"));
        resumed.print(new LogPage(List.of("a\n"), "0c"));
        resumed.print(new LogPage(List.of("b\n", "c\n"), "1"));
        assertThat(printed.lines).containsExactly("a", "b", "c");
    }

    @Test
    void aLineThatWasCutOverPagesIsPrintedWhole() {
        String piece = "x".repeat(LogText.CUT_LINE);
        ResumableLog log = open();
        log.print(new LogPage(List.of("first\n", piece), "1"));
        assertThat(printed.lines).isEmpty();
        log.print(new LogPage(List.of(piece, "end\n", "last\n"), "2"));
        assertThat(printed.lines).containsExactly("first", piece + piece + "end", "last");
    }

    @Test
    void consoleNotesAreRemovedAlsoWhenOneIsHiddenInAnother() {
        String note = "\u001B[8mha:AAAA\u001B[0m";
        ResumableLog log = open();
        log.print(new LogPage(
                List.of("a" + note + "b\n", "\u001B[8m" + note + "ha:BBBB\u001B[0mc\n", "\u001B[31mred\u001B[0m\r\n"),
                "1"));
        log.say("own " + note);
        assertThat(printed.lines).containsExactly("ab", "c", "\u001B[31mred\u001B[0m", "own ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001B[8mha:", "\u001B[8mha:A\u001B[0mx"})
    void aLineOfNothingButConsoleNotesKeepsNoThreadBusy(String note) {
        String line = note.repeat(8 << 20 >> 4);
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> LogText.clean(line)))
                .doesNotContain("\u001B[8m");
    }
}

package io.jenkins.plugins.awsdevtools.engine.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Prints pages of a remote log, and lines of our own, so that a process killed at any moment can be followed by another
 * that prints the rest: no line of the remote log is lost or printed twice.
 *
 * <p>Between pages the next page's token and the number of lines in the sink are saved. After a crash the sink tells how
 * many lines it holds; those beyond the saved number are the part of the page that was printed. A line that was said and
 * that a crash cuts off is not printed again; one that was told is.
 *
 * <p>A line that was cut into several events may reach over the end of a page; such a page is held until the rest of the
 * line is there, at most {@value #LONGEST_HELD} characters.
 *
 * <p>Used by one thread at a time.
 */
public final class ResumableLog {

    private static final int LONGEST_HELD = 8_000_000;

    private final LineSink sink;
    private final Consumer<LogPosition> saved;
    private final List<String> heldMessages = new ArrayList<>();
    private LogPosition position;
    private String readToken;
    private long lines;
    private long pageLines;
    private int owed;

    /**
     * @param position where the log was left; empty for a new one
     * @param saved stores a position; when it returns, the position outlives this process
     */
    public ResumableLog(LineSink sink, Optional<LogPosition> position, Consumer<LogPosition> saved) {
        this.sink = Objects.requireNonNull(sink);
        this.saved = Objects.requireNonNull(saved);
        this.lines = sink.linesHeld();
        if (position.isPresent()) {
            this.position = position.get();
            long beyond = lines - this.position.linesBefore();
            this.pageLines = this.position.pageLines() + Math.max(0, beyond - this.position.ownLines());
            this.owed = (int) Math.max(0, this.position.ownLines() - Math.max(0, beyond));
        } else {
            save(null, 0);
        }
        this.readToken = this.position.token();
    }

    /** The token of the next page to read; empty for the first. */
    public Optional<String> token() {
        return Optional.ofNullable(readToken);
    }

    /** Prints a page that was read with {@link #token()}, less what a predecessor printed of it. */
    public void print(LogPage page) {
        heldMessages.addAll(page.messages());
        readToken = page.nextToken();
        if (!LogText.endsWithinLine(heldMessages, LONGEST_HELD)) {
            printHeld();
        }
    }

    /** Takes note of a page without printing it. */
    public void pass(LogPage page) {
        readToken = page.nextToken();
        pageLines = 0;
        save(readToken, 0);
    }

    /**
     * Another remote log follows, which is read from its beginning.
     *
     * @return to be saved together with whatever names the other log, before anything of it is printed
     */
    public LogPosition switchLog() {
        printHeld();
        readToken = null;
        pageLines = 0;
        position = new LogPosition(null, lines, 0, 0);
        return position;
    }

    /** No page follows: prints what was held. */
    public void finish() {
        printHeld();
    }

    /** Prints a line of our own between the lines of the remote log; it may hold line ends and becomes several then. */
    public void say(String text) {
        for (String line : text.split("\n", -1)) {
            save(position.token(), 1);
            sink.print(LogText.clean(line));
            sink.flush();
            lines++;
        }
    }

    /**
     * Prints lines of our own that must not be lost.
     *
     * @param own single lines
     * @param kept stores the lines together with the position; when it returns, both outlive this process, and a successor
     *     prints those that {@link #owed} tells
     */
    public void tell(List<String> own, Consumer<LogPosition> kept) {
        position = new LogPosition(position.token(), lines, own.size(), pageLines);
        kept.accept(position);
        owed = 0;
        for (String line : own) {
            sink.print(LogText.clean(line));
            lines++;
        }
        sink.flush();
    }

    /** How many of the lines that a killed predecessor printed last, counted from their end, are not in the log. */
    public int owed() {
        return owed;
    }

    private void printHeld() {
        if (!heldMessages.isEmpty()) {
            List<String> all = LogText.lines(heldMessages);
            int known = (int) Math.min(pageLines, all.size());
            for (String line : all.subList(known, all.size())) {
                sink.print(line);
                lines++;
            }
            sink.flush();
            // A page read again may be shorter than it was: what it lacks stands at the beginning of the next one.
            pageLines -= known;
            heldMessages.clear();
        }
        if (!Objects.equals(readToken, position.token())) {
            save(readToken, 0);
        }
    }

    private void save(String token, int ownLines) {
        position = new LogPosition(token, lines, ownLines, pageLines);
        saved.accept(position);
    }
}

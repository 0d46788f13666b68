package io.jenkins.plugins.awsdevtools.engine.logs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Several logs, such as those of the groups of a batch or of the actions of a pipeline, as one log that can be resumed.
 *
 * <p>A token names the stream that is read next and how far each stream was read. The same token reads the same place of
 * the same stream, whatever the others have got meanwhile: that is what lets a page that a crash cut off be told from
 * the lines that were printed of it. If the stream that is next has nothing new, the others are asked, and the first that
 * has becomes the next one, by an empty page with another token.
 *
 * <p>Not safe for use by several threads; a tail reads one page at a time.
 */
public final class MergedLog implements LogSource {

    /**
     * A stream of the log.
     *
     * @param name tells the streams apart; without blanks
     * @param label what stands before its lines
     */
    public record Stream(String name, String label, LogSource source) {}

    private final boolean folded;
    private final Supplier<CompletionStage<Void>> budget;
    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private final List<String> readable = new ArrayList<>();
    private final Set<String> closed = new HashSet<>();

    /** As {@link #MergedLog(boolean, Supplier, Collection)} with no stream closed. */
    public MergedLog(boolean folded, Supplier<CompletionStage<Void>> budget) {
        this(folded, budget, Set.of());
    }

    /**
     * @param folded whether a stream is read as a whole under a heading, or the streams in turns with their labels
     * @param budget asked before each read but the first of a page, which the tail has asked for
     * @param closed the streams that were closed before a restart
     */
    public MergedLog(boolean folded, Supplier<CompletionStage<Void>> budget, Collection<String> closed) {
        this.folded = folded;
        this.budget = Objects.requireNonNull(budget);
        this.closed.addAll(closed);
    }

    /** Makes a stream known. One that is known already, or closed, is not changed. */
    public synchronized void add(Stream stream) {
        if (!closed.contains(stream.name()) && streams.putIfAbsent(stream.name(), stream) == null) {
            readable.add(stream.name());
        }
    }

    /** A stream was printed to its end: it is read no further, and the tokens that are made from now on do not name it. */
    public synchronized void close(String name) {
        streams.remove(name);
        readable.remove(name);
        closed.add(name);
    }

    /** The stream whose page a token stands for; empty if none was read yet. */
    public static String next(String token) {
        return Cursor.parse(token).next();
    }

    /**
     * The stream that is next and is not known, as after a restart until it was added again. Nothing is read until then, or
     * until it is closed because it will not be added.
     */
    public synchronized Optional<String> missing(String token) {
        return Optional.of(cursor(Optional.of(token)).next())
                .filter(next -> !next.isEmpty() && !streams.containsKey(next));
    }

    /** Whether a stream is known that is not closed. */
    public synchronized boolean isOpen() {
        return !streams.isEmpty();
    }

    private synchronized Cursor cursor(Optional<String> token) {
        return Cursor.parse(token.orElse("")).without(closed);
    }

    private synchronized Optional<Stream> stream(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /** The streams after one, in turns; all of them but it. */
    private synchronized List<Stream> others(String name) {
        int at = readable.indexOf(name);
        List<Stream> others = new ArrayList<>();
        for (int i = 1; i <= readable.size(); i++) {
            String other = readable.get((at + i) % readable.size());
            if (!other.equals(name)) {
                others.add(streams.get(other));
            }
        }
        return others;
    }

    @Override
    public CompletionStage<Optional<LogPage>> read(Optional<String> token) {
        Cursor cursor = cursor(token);
        Optional<Stream> next = stream(cursor.next());
        if (next.isEmpty() && !cursor.next().isEmpty()) {
            // After a restart, until the group's build is known again: another stream's page would be taken for it.
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (next.isEmpty()) {
            return lookElsewhere(cursor, others(cursor.next()), token.isPresent());
        }
        return next.get().source().read(cursor.token(cursor.next())).thenCompose(page -> {
            if (page.isPresent() && hasNews(page.get(), cursor.token(cursor.next()))) {
                boolean first = cursor.token(cursor.next()).isEmpty();
                LogPage read = page.get();
                List<String> lines = labelled(next.get(), read.messages(), first);
                Cursor after = cursor.after(read.nextToken());
                return CompletableFuture.completedFuture(Optional.of(new LogPage(lines, after.text())));
            }
            return lookElsewhere(cursor, others(cursor.next()), token.isPresent());
        });
    }

    private static boolean hasNews(LogPage page, Optional<String> token) {
        return !page.messages().isEmpty() || token.isPresent() && !token.get().equals(page.nextToken());
    }

    private List<String> labelled(Stream stream, List<String> messages, boolean first) {
        List<String> lines = new ArrayList<>();
        if (folded && first) {
            lines.add("----- " + stream.label() + " -----\n");
        }
        LogText.lines(messages).forEach(line -> lines.add((folded ? "" : "[" + stream.label() + "] ") + line + "\n"));
        return lines;
    }

    /** The first of the others that has news becomes the next one. */
    private CompletionStage<Optional<LogPage>> lookElsewhere(Cursor cursor, List<Stream> others, boolean begun) {
        if (others.isEmpty()) {
            return CompletableFuture.completedFuture(
                    begun ? Optional.of(new LogPage(List.of(), cursor.text())) : Optional.empty());
        }
        Stream other = others.get(0);
        Optional<String> token = cursor.token(other.name());
        return budget.get().thenCompose(slot -> other.source().read(token)).thenCompose(page -> {
            boolean news = page.isPresent()
                    && (!page.get().messages().isEmpty()
                            || token.isPresent()
                                    && !token.get().equals(page.get().nextToken()));
            return news
                    ? CompletableFuture.completedFuture(Optional.of(
                            new LogPage(List.of(), cursor.at(other.name()).text())))
                    : lookElsewhere(cursor, others.subList(1, others.size()), begun);
        });
    }

    @Override
    public CompletionStage<List<String>> last(int count) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** Which stream is next, and the tokens of those that were read. As text: words, parted by blanks. */
    private record Cursor(String next, Map<String, String> tokens) {

        static Cursor parse(String text) {
            String[] words = text.split(" ");
            Map<String, String> tokens = new LinkedHashMap<>();
            for (int i = 1; i + 1 < words.length; i += 2) {
                tokens.put(words[i], words[i + 1]);
            }
            return new Cursor(words[0], tokens);
        }

        Cursor without(Set<String> closed) {
            Map<String, String> open = new LinkedHashMap<>(tokens);
            open.keySet().removeAll(closed);
            return new Cursor(closed.contains(next) ? "" : next, open);
        }

        Optional<String> token(String stream) {
            return Optional.ofNullable(tokens.get(stream));
        }

        Cursor at(String stream) {
            return new Cursor(stream, tokens);
        }

        Cursor after(String token) {
            Map<String, String> moved = new LinkedHashMap<>(tokens);
            moved.put(next, token);
            return new Cursor(next, moved);
        }

        String text() {
            StringBuilder text = new StringBuilder(next);
            tokens.forEach((stream, token) ->
                    text.append(' ').append(stream).append(' ').append(token));
            return text.toString();
        }
    }
}

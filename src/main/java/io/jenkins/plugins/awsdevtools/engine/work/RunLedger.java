package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ResumableLog;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a run keeps and says: its record in the journal, and the log whose place is kept in that record.
 *
 * @param <T> the record
 */
final class RunLedger<T extends WorkRecord<T>> {

    private final String texts;
    private final Journal<T> journal;
    private final LineSink sink;
    private T record;
    private ResumableLog log;

    /** @param texts what the keys of the room's texts begin with */
    RunLedger(String texts, Journal<T> journal, LineSink sink) {
        this.texts = Objects.requireNonNull(texts);
        this.journal = Objects.requireNonNull(journal);
        this.sink = Objects.requireNonNull(sink);
    }

    /**
     * Reads the record.
     *
     * @param fresh makes one if there is none; it is not kept yet
     * @return whether there was one
     */
    boolean open(Supplier<T> fresh) {
        Optional<T> known = journal.load();
        record = known.orElseGet(fresh);
        log = new ResumableLog(sink, Optional.ofNullable(record.log()), position -> save(record.withLog(position)));
        return known.isPresent();
    }

    /** Null before {@link #open}. */
    T record() {
        return record;
    }

    /** Null before {@link #open}. */
    ResumableLog log() {
        return log;
    }

    /** Keeps a record; it outlives this process when this returns. */
    void save(T next) {
        journal.save(next);
        record = next;
    }

    String text(String key, Object... values) {
        return Texts.of(texts + "." + key, values);
    }
}

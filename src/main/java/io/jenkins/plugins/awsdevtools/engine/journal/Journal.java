package io.jenkins.plugins.awsdevtools.engine.journal;

import java.util.Optional;

/**
 * Keeps one value across restarts. When {@link #save} returns, the value outlives the process; {@link #load} gives the
 * value saved last.
 *
 * @param <T> an immutable value of our own, never a type of the SDK
 */
public interface Journal<T> {

    /**
     * The value saved last, if there is one.
     *
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    Optional<T> load();

    /**
     * Replaces the value, as a whole or not at all.
     *
     * @throws java.io.UncheckedIOException if it cannot be written; the former value is kept
     */
    void save(T value);

    /** A journal that forgets with the process, for work that does not outlive it. */
    static <T> Journal<T> inMemory() {
        return new Journal<>() {
            private T value;

            @Override
            public synchronized Optional<T> load() {
                return Optional.ofNullable(value);
            }

            @Override
            public synchronized void save(T next) {
                value = next;
            }
        };
    }
}

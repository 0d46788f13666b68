package io.jenkins.plugins.awsdevtools.engine.timing;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Has those who follow each other at the same thing, such as the file that a trigger remembers in, work in turn: all that
 * the one before was given has run before the first task of the next. Safe for use by many threads.
 *
 * @param <K> names the things
 */
public final class Turns<K> {

    private final Executor executor;
    private final Map<K, SerialExecutor.Lane> lanes = new ConcurrentHashMap<>();

    /** @param executor runs everything */
    public Turns(Executor executor) {
        this.executor = Objects.requireNonNull(executor);
    }

    /**
     * The executor of one more owner of a thing.
     *
     * @param onFault told what a task of this owner threw
     */
    public SerialExecutor of(K thing, Consumer<Throwable> onFault) {
        return new SerialExecutor(lanes.computeIfAbsent(thing, first -> new SerialExecutor.Lane(executor)), onFault);
    }
}

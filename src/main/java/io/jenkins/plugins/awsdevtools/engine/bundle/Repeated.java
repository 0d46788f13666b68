package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.util.Iterator;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * The same again until there is an end, which may come at any moment: what was promised is given, so whoever takes it has to
 * bear that the end came meanwhile.
 *
 * @param <T> what is repeated
 */
record Repeated<T>(T what, BooleanSupplier isEnded) implements Iterator<T> {

    Repeated {
        Objects.requireNonNull(what);
        Objects.requireNonNull(isEnded);
    }

    @Override
    public boolean hasNext() {
        return !isEnded.getAsBoolean();
    }

    /** Never refuses, although an iterator may at its end: the end may have come after {@link #hasNext} was asked. */
    @Override
    public T next() {
        return what;
    }
}

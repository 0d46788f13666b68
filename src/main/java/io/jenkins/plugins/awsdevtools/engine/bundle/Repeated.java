package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * The same again until there is an end, which may come at any moment: what was promised is given, so whoever takes it has to
 * bear that the end came meanwhile. Used by one thread at a time.
 *
 * @param <T> what is repeated
 */
final class Repeated<T> implements Iterator<T> {

    private final T what;
    private final BooleanSupplier isEnded;
    private boolean promised;

    Repeated(T what, BooleanSupplier isEnded) {
        this.what = Objects.requireNonNull(what);
        this.isEnded = Objects.requireNonNull(isEnded);
    }

    @Override
    public boolean hasNext() {
        promised = promised || !isEnded.getAsBoolean();
        return promised;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        promised = false;
        return what;
    }
}

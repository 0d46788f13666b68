package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Listed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** All objects below the prefix, one page held at a time. */
final class ListedObjects implements Iterator<Listed> {

    private final StoreDesk desk;
    private StoreDesk.Page page;
    private Iterator<Listed> objects;

    /** @throws IOException if the first page cannot be read */
    ListedObjects(StoreDesk desk) throws IOException {
        this.desk = desk;
        this.page = desk.list(null);
        this.objects = page.objects().iterator();
    }

    @Override
    public boolean hasNext() {
        while (!objects.hasNext() && page.next() != null) {
            try {
                page = desk.list(page.next());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            objects = page.objects().iterator();
        }
        return objects.hasNext();
    }

    @Override
    public Listed next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return objects.next();
    }
}

package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Listed;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What has to be done so that the objects are like the files, before any file is read.
 *
 * @param send files that are not there, or of another size
 * @param compare files that are there with the same size
 * @param gone objects without a file, which take part
 */
record SyncPlan(List<LocalFile> send, List<Pair> compare, List<String> gone) {

    /** A file and the object of its name. */
    record Pair(LocalFile file, Listed object) {}

    /**
     * @param files and objects in the order of a listing
     * @throws TransferException naming an object that is not: what is gone could not be told
     */
    static SyncPlan of(Iterator<LocalFile> files, Iterator<Listed> objects, Predicate<String> takes)
            throws TransferException {
        SyncPlan plan = new SyncPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        LocalFile file = next(files);
        Listed object = next(objects, null);
        while (file != null || object != null) {
            int order = file == null ? 1 : object == null ? -1 : KeyOrder.UTF8.compare(file.path(), object.path());
            if (order < 0) {
                plan.send.add(file);
                file = next(files);
            } else if (order > 0) {
                // A key that ends with a slash stands for a folder, and the prefix itself has no name.
                if (!object.path().isEmpty() && !object.path().endsWith("/") && takes.test(object.path())) {
                    plan.gone.add(object.path());
                }
                object = next(objects, object);
            } else {
                if (file.size() == object.size()) {
                    plan.compare.add(new Pair(file, object));
                } else {
                    plan.send.add(file);
                }
                file = next(files);
                object = next(objects, object);
            }
        }
        return plan;
    }

    private static LocalFile next(Iterator<LocalFile> files) {
        return files.hasNext() ? files.next() : null;
    }

    private static Listed next(Iterator<Listed> objects, Listed before) throws TransferException {
        Listed object = objects.hasNext() ? objects.next() : null;
        if (object != null && before != null && KeyOrder.UTF8.compare(before.path(), object.path()) >= 0) {
            throw new TransferException(Texts.of("s3.unordered", object.path(), before.path()));
        }
        return object;
    }
}

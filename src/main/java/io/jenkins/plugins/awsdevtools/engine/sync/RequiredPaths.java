package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Listed;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Paths that have to be there when a sync is done: as files that take part, or as objects that stay. */
final class RequiredPaths {

    private final Set<String> missing;
    private final Set<String> objects = new HashSet<>();

    RequiredPaths(List<String> required) {
        this.missing = new HashSet<>(required);
    }

    /** The same objects; those that are required are noted as they pass by. */
    Iterator<Listed> watching(Iterator<Listed> listed) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return listed.hasNext();
            }

            @Override
            public Listed next() {
                Listed object = listed.next();
                if (missing.contains(object.path())) {
                    objects.add(object.path());
                }
                return object;
            }
        };
    }

    /** @throws TransferException naming what would be missing */
    void check(List<LocalFile> files, List<String> gone) throws TransferException {
        if (missing.isEmpty()) {
            return;
        }
        objects.removeAll(new HashSet<>(gone));
        missing.removeAll(objects);
        files.forEach(file -> missing.remove(file.path()));
        if (!missing.isEmpty()) {
            throw new TransferException(Texts.of(
                    "s3.website.missing",
                    String.join(", ", missing.stream().sorted().toList())));
        }
    }
}

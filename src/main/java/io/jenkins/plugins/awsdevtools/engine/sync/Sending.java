package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Wish;
import io.jenkins.plugins.awsdevtools.engine.transfer.Body;
import io.jenkins.plugins.awsdevtools.engine.transfer.HttpMover;
import io.jenkins.plugins.awsdevtools.engine.transfer.PartSizes;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sends files, small ones in batches that are signed together, large ones in parts. */
final class Sending {

    private static final int BATCH = 16;

    private final Source source;
    private final StoreDesk desk;
    private final HttpMover mover;
    private final Meter meter;
    private final LargeUploads begun;
    private final int threads;

    /**
     * @param begun gets every large upload, which whoever ends the job has to abort or find complete
     * @param threads that take the tasks
     */
    Sending(Source source, StoreDesk desk, HttpMover mover, Meter meter, LargeUploads begun, int threads) {
        this.source = source;
        this.desk = desk;
        this.mover = mover;
        this.meter = meter;
        this.begun = begun;
        this.threads = threads;
    }

    /** Large files first: their parts keep all threads busy to the end. Tasks are made when they are taken. */
    Iterator<Callable<Void>> tasks(List<LocalFile> files) {
        List<LocalFile> small =
                files.stream().filter(file -> file.size() < PartSizes.THRESHOLD).toList();
        Stream<Callable<Void>> parts = files.stream()
                .filter(file -> file.size() >= PartSizes.THRESHOLD)
                .flatMap(this::parts);
        Stream<Callable<Void>> batches = batches(small).map(some -> () -> {
            sendSmall(some);
            return null;
        });
        return Stream.concat(parts, batches).iterator();
    }

    /** Smaller towards the end, so that no thread has many files left when the others have none. */
    private Stream<List<LocalFile>> batches(List<LocalFile> files) {
        List<List<LocalFile>> batches = new ArrayList<>();
        for (int from = 0; from < files.size(); ) {
            int left = files.size() - from;
            int size = Math.max(1, Math.min(BATCH, left / threads));
            batches.add(files.subList(from, from + size));
            from += size;
        }
        return batches.stream();
    }

    private Stream<Callable<Void>> parts(LocalFile file) {
        LargeUpload upload = new LargeUpload(file, source, desk, mover, meter);
        begun.add(upload);
        if (upload.isSequential()) {
            return Stream.of(() -> {
                for (int part = 1; part <= upload.parts(); part++) {
                    upload.send(part);
                }
                return null;
            });
        }
        return IntStream.rangeClosed(1, upload.parts()).mapToObj(part -> () -> {
            upload.send(part);
            return null;
        });
    }

    private void sendSmall(List<LocalFile> files) throws IOException, InterruptedException {
        List<Body> bodies = new ArrayList<>();
        List<Wish> wishes = new ArrayList<>();
        for (LocalFile file : files) {
            Body body = Body.all(source.content(file));
            bodies.add(body);
            wishes.add(Wish.put(file.path(), Body.base64(body.md5())));
        }
        List<SignedRequest> signed = desk.sign(wishes);
        for (int i = 0; i < files.size(); i++) {
            Wish wish = wishes.get(i);
            mover.put(signed.get(i), () -> desk.sign(List.of(wish)).get(0), bodies.get(i));
            meter.bytes(files.get(i).size());
            meter.file();
        }
    }
}

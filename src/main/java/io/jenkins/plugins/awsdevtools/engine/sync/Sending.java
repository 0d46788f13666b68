package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Wish;
import io.jenkins.plugins.awsdevtools.engine.transfer.Body;
import io.jenkins.plugins.awsdevtools.engine.transfer.HttpMover;
import io.jenkins.plugins.awsdevtools.engine.transfer.PartSizes;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sends files, small ones in batches that are signed together, large ones in parts. */
final class Sending {

    private static final int BATCH = 16;

    private final Path folder;
    private final StoreDesk desk;
    private final HttpMover mover;
    private final Meter meter;

    Sending(Path folder, StoreDesk desk, HttpMover mover, Meter meter) {
        this.folder = folder;
        this.desk = desk;
        this.mover = mover;
        this.meter = meter;
    }

    /** Large files first: their parts keep all threads busy to the end. Tasks are made when they are taken. */
    Iterator<Callable<Void>> tasks(List<LocalFile> files, List<LargeUpload> begun) {
        List<LocalFile> small =
                files.stream().filter(file -> file.size() < PartSizes.THRESHOLD).toList();
        Stream<Callable<Void>> parts = files.stream()
                .filter(file -> file.size() >= PartSizes.THRESHOLD)
                .flatMap(file -> {
                    LargeUpload upload = new LargeUpload(file);
                    synchronized (begun) {
                        begun.add(upload);
                    }
                    return IntStream.rangeClosed(1, upload.parts).mapToObj(part -> (Callable<Void>) () -> {
                        upload.send(part);
                        return null;
                    });
                });
        int batch = Math.max(1, Math.min(BATCH, small.size() / BATCH));
        Stream<Callable<Void>> batches = IntStream.range(0, (small.size() + batch - 1) / batch)
                .mapToObj(i -> small.subList(i * batch, Math.min(small.size(), (i + 1) * batch)))
                .map(some -> () -> {
                    sendSmall(some);
                    return null;
                });
        return Stream.concat(parts, batches).iterator();
    }

    private void sendSmall(List<LocalFile> files) throws IOException, InterruptedException {
        List<Body> bodies = new ArrayList<>();
        List<Wish> wishes = new ArrayList<>();
        for (LocalFile file : files) {
            Path path = folder.resolve(file.path());
            Body body = new Body(path, 0, Files.size(path));
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

    /** A file that is sent in parts. */
    final class LargeUpload {
        private final LocalFile file;
        private final Path path;
        private final long partSize;
        private final int parts;
        private final String[] etags;
        private int left;
        private String id;
        private boolean complete;

        private LargeUpload(LocalFile file) {
            this.file = file;
            this.path = folder.resolve(file.path());
            this.partSize = PartSizes.of(file.size());
            this.parts = PartSizes.count(file.size(), partSize);
            this.etags = new String[parts];
            this.left = parts;
        }

        private synchronized String begin() throws IOException {
            if (id == null) {
                id = desk.begin(file.path());
            }
            return id;
        }

        private void send(int part) throws IOException, InterruptedException {
            String upload = begin();
            long from = (part - 1) * partSize;
            Body body = new Body(path, from, Math.min(partSize, file.size() - from));
            Wish wish = Wish.part(file.path(), upload, part, Body.base64(body.md5()));
            String etag =
                    mover.put(null, () -> desk.sign(List.of(wish)).get(0), body).etag();
            meter.bytes(body.length());
            synchronized (this) {
                etags[part - 1] = etag;
                if (--left == 0) {
                    complete();
                }
            }
        }

        private void complete() throws IOException {
            if (Files.size(path) != file.size()
                    || Files.getLastModifiedTime(path).toMillis() != file.modified()) {
                throw new TransferException(Texts.of("s3.changed", file.path()));
            }
            desk.complete(file.path(), id, List.of(etags));
            complete = true;
            meter.file();
        }

        /** Gives up what was not completed, so that no part of it is kept and paid for. */
        synchronized void abort() throws IOException {
            if (id != null && !complete) {
                desk.abort(file.path(), id);
            }
        }
    }
}

package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Part;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Wish;
import io.jenkins.plugins.awsdevtools.engine.transfer.Body;
import io.jenkins.plugins.awsdevtools.engine.transfer.Content;
import io.jenkins.plugins.awsdevtools.engine.transfer.HttpMover;
import io.jenkins.plugins.awsdevtools.engine.transfer.PartSizes;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.io.IOException;
import java.util.List;

/** A file that is sent in parts, by many threads unless its content is sequential. */
final class LargeUpload {

    private final LocalFile file;
    private final Source source;
    private final Content content;
    private final StoreDesk desk;
    private final HttpMover mover;
    private final Meter meter;
    private final long partSize;
    private final int parts;
    private final Part[] sent;
    private int left;
    private String id;
    private boolean complete;

    LargeUpload(LocalFile file, Source source, StoreDesk desk, HttpMover mover, Meter meter) {
        this.file = file;
        this.source = source;
        this.content = source.content(file);
        this.desk = desk;
        this.mover = mover;
        this.meter = meter;
        this.partSize = PartSizes.of(file.size());
        this.parts = PartSizes.count(file.size(), partSize);
        this.sent = new Part[parts];
        this.left = parts;
    }

    int parts() {
        return parts;
    }

    boolean isSequential() {
        return content.isSequential();
    }

    private synchronized String begin() throws IOException {
        if (id == null) {
            id = desk.begin(file.path());
        }
        return id;
    }

    void send(int part) throws IOException, InterruptedException {
        String upload = begin();
        long from = (part - 1) * partSize;
        Body body = new Body(content, from, Math.min(partSize, file.size() - from));
        String crc = Body.base64(body.crc32c());
        Wish wish = Wish.part(file.path(), upload, part, crc);
        String etag =
                mover.put(null, () -> desk.sign(List.of(wish)).get(0), body).etag();
        meter.bytes(body.length());
        synchronized (this) {
            sent[part - 1] = new Part(etag, crc);
            if (--left == 0) {
                complete();
            }
        }
    }

    private void complete() throws IOException {
        if (!source.isSame(file)) {
            throw new TransferException(Texts.of("s3.changed", file.path()));
        }
        desk.complete(file.path(), id, List.of(sent));
        complete = true;
        meter.file();
    }

    /** Gives up what was begun and not completed. */
    synchronized void abort() throws IOException {
        if (id != null && !complete) {
            desk.abort(file.path(), id);
        }
    }
}

package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.sync.ChangedPaths;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.io.IOException;
import java.util.List;

/** What an agent is given: it does what the step asks for and nothing else, whatever the agent wants. */
record AskedDesk(StoreDesk desk, boolean reads, boolean writes, boolean deletes) implements StoreDesk {

    @Override
    public Page list(String token) throws IOException {
        return desk.list(token);
    }

    @Override
    public List<SignedRequest> sign(List<Wish> wishes) throws IOException {
        for (Wish wish : wishes) {
            ask(wish.kind() == Kind.GET ? reads : writes, wish.path());
        }
        return desk.sign(wishes);
    }

    @Override
    public String begin(String path) throws IOException {
        ask(writes, path);
        return desk.begin(path);
    }

    @Override
    public void complete(String path, String uploadId, List<Part> parts) throws IOException {
        ask(writes, path);
        desk.complete(path, uploadId, parts);
    }

    @Override
    public void abort(String path, String uploadId) throws IOException {
        ask(writes, path);
        desk.abort(path, uploadId);
    }

    @Override
    public void delete(List<String> paths) throws IOException {
        ask(deletes, paths.isEmpty() ? "" : paths.get(0));
        desk.delete(paths);
    }

    @Override
    public Checks checks(String path, String etag) throws IOException {
        ask(reads, path);
        return desk.checks(path, etag);
    }

    @Override
    public void plan(ChangedPaths paths) {
        desk.plan(paths);
    }

    @Override
    public void phase(Phase phase) {
        desk.phase(phase);
    }

    @Override
    public void progress(Progress progress) {
        desk.progress(progress);
    }

    @Override
    public void say(String line) {
        desk.say(line);
    }

    private static void ask(boolean asked, String path) throws TransferException {
        if (!asked) {
            throw new TransferException(Texts.of("s3.notAsked", path));
        }
    }
}

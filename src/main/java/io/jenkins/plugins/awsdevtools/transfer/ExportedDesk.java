package io.jenkins.plugins.awsdevtools.transfer;

import hudson.remoting.Channel;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.List;

/** A desk that stays here when it is sent to an agent: the agent gets a proxy, which calls back. */
public final class ExportedDesk implements StoreDesk, Serializable {

    private static final long serialVersionUID = 1L;

    private final transient StoreDesk desk;

    public ExportedDesk(StoreDesk desk) {
        this.desk = desk;
    }

    private Object writeReplace() throws NotSerializableException {
        Channel channel = Channel.current();
        if (channel == null) {
            throw new NotSerializableException("only over remoting");
        }
        StoreDesk proxy = channel.export(StoreDesk.class, this);
        // What is exported within a call ends with the call, and the job goes on after it.
        channel.pin(this);
        return proxy;
    }

    @Override
    public Page list(String token) throws IOException {
        return desk.list(token);
    }

    @Override
    public List<SignedRequest> sign(List<Wish> wishes) throws IOException {
        return desk.sign(wishes);
    }

    @Override
    public String begin(String path) throws IOException {
        return desk.begin(path);
    }

    @Override
    public void complete(String path, String uploadId, List<String> etags) throws IOException {
        desk.complete(path, uploadId, etags);
    }

    @Override
    public void abort(String path, String uploadId) throws IOException {
        desk.abort(path, uploadId);
    }

    @Override
    public void delete(List<String> paths) throws IOException {
        desk.delete(paths);
    }

    @Override
    public void progress(Progress progress) {
        desk.progress(progress);
    }

    @Override
    public void say(String line) {
        desk.say(line);
    }
}

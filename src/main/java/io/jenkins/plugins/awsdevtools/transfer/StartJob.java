package io.jenkins.plugins.awsdevtools.transfer;

import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.engine.transfer.ThreadPlace;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferPlace;
import java.io.File;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;
import jenkins.MasterToSlaveFileCallable;

/**
 * Begins a job in a folder of an agent and returns at once; the job goes on in threads of its own there.
 *
 * @param <R> what the job leads to
 */
final class StartJob<R extends Serializable> extends MasterToSlaveFileCallable<JobHandle> {

    private static final long serialVersionUID = 1L;

    private final TransferJob<R> job;
    private final JobEnd end;

    /** @param end a proxy, if the job is sent to an agent */
    StartJob(TransferJob<R> job, JobEnd end) {
        this.job = job;
        this.end = end;
    }

    @Override
    public JobHandle invoke(File folder, VirtualChannel channel) {
        TransferPlace.Running<R> running = new ThreadPlace(folder.toPath()).start(job);
        running.result().whenComplete((result, failure) -> {
            if (failure == null) {
                end.succeeded(result);
            } else {
                end.failed(failure instanceof CancellationException ? null : message(failure));
            }
        });
        return new Handle(running);
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static final class Handle implements JobHandle, Serializable {
        private static final long serialVersionUID = 1L;
        private final transient TransferPlace.Running<?> running;

        Handle(TransferPlace.Running<?> running) {
            this.running = running;
        }

        @Override
        public void cancel() {
            running.cancel();
        }

        private Object writeReplace() throws NotSerializableException {
            Channel channel = Channel.current();
            if (channel == null) {
                throw new NotSerializableException("only over remoting");
            }
            return channel.export(JobHandle.class, this);
        }
    }
}

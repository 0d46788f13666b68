package io.jenkins.plugins.awsdevtools.bundle;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectFeed;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectPages;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectRequest;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Objects of S3 brought to a workspace, by the agent that has it. Beginning again does no harm. */
public final class WorkspaceFetch extends AgentWork<FetchedFiles> {

    private final Supplier<? extends ObjectPages> objects;
    private volatile String state = Messages.WorkspaceFetch_beginning();

    private WorkspaceFetch(RunContext context, Supplier<? extends ObjectPages> objects) {
        super(context);
        this.objects = objects;
    }

    /** @param objects from their beginning, for each attempt */
    public static WorkspaceFetch begin(RunContext context, Supplier<? extends ObjectPages> objects) {
        WorkspaceFetch work = new WorkspaceFetch(context, objects);
        work.start();
        return work;
    }

    @Override
    Stoppable startOn(FilePath workspace, VirtualChannel channel, int number) throws IOException, InterruptedException {
        ObjectFeed feed = channel.export(ObjectFeed.class, new Feed(number, objects.get()));
        return workspace.act(new StartFetching(owner(), feed));
    }

    /** Tells this step of this build from others that have the same workspace, after a restart too. */
    private String owner() {
        return Integer.toHexString(context().run().getExternalizableId().hashCode()) + "-"
                + context().key();
    }

    @Override
    void clear() {
        // The agent clears what it has; nothing is left in AWS.
    }

    @Override
    String aborted() {
        return Messages.WorkspaceFetch_aborted();
    }

    @Override
    public String state() {
        return state;
    }

    /** What the fetcher on the agent calls, through the channel, for one attempt. */
    private final class Feed implements ObjectFeed {

        private final int number;
        private final ObjectPages pages;

        Feed(int number, ObjectPages pages) {
            this.number = number;
            this.pages = pages;
        }

        @Override
        public List<ObjectRequest> next() throws IOException, InterruptedException {
            return answer(number, pages::next);
        }

        @Override
        public SignedRequest sign(String name) throws IOException, InterruptedException {
            return answer(number, () -> pages.sign(name));
        }

        @Override
        public void onProgress(long files, long bytes) {
            if (isCurrent(number)) {
                state = Messages.WorkspaceFetch_fetching(files, Sizes.shown(bytes));
                say(state);
            }
        }

        @Override
        public void onDone(List<String> paths, long bytes) {
            if (isCurrent(number)) {
                say(Messages.WorkspaceFetch_done(paths.size(), Sizes.shown(bytes)));
                finish(new FetchedFiles(paths, bytes));
            }
        }

        @Override
        public void onFailed(String message, boolean refused) {
            onAttemptFailed(number, message, refused);
        }
    }
}

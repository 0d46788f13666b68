package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.events.AwsEvent;
import java.util.Optional;
import jenkins.scm.api.SCMEvent;
import jenkins.scm.api.SCMHeadEvent;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Hands what the event queues tell of branches, tags and pull requests to multibranch projects. */
@OptionalExtension(requirePlugins = "git")
public final class RepositoryEvents extends ItemListener {

    @Override
    public void onLoaded() {
        AwsRuntime.get().events().listen(event -> type(event.subject())
                .ifPresent(type -> SCMHeadEvent.fireNow(new RepositoryHeadEvent(type, event))));
    }

    /** Empty for what does not concern a multibranch project, such as comments and approvals. */
    private static Optional<SCMEvent.Type> type(AwsEvent.Subject subject) {
        if (subject instanceof AwsEvent.BranchChanged branch) {
            if (branch.moved()) {
                return Optional.of(SCMEvent.Type.UPDATED);
            }
            return Optional.of(branch.commit().isEmpty() ? SCMEvent.Type.REMOVED : SCMEvent.Type.CREATED);
        }
        if (subject instanceof AwsEvent.TagChanged) {
            return Optional.of(SCMEvent.Type.CREATED);
        }
        if (subject instanceof AwsEvent.PullRequestChanged request) {
            return switch (request.event()) {
                case "pullRequestCreated" -> Optional.of(SCMEvent.Type.CREATED);
                case "pullRequestSourceBranchUpdated" -> Optional.of(SCMEvent.Type.UPDATED);
                case "pullRequestStatusChanged", "pullRequestMergeStatusUpdated" -> Optional.of(SCMEvent.Type.REMOVED);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }
}

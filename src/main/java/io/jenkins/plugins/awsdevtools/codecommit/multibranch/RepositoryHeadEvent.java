package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.model.TaskListener;
import hudson.scm.SCM;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.events.AwsEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.plugins.git.GitBranchSCMHead;
import jenkins.plugins.git.GitTagSCMHead;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMNavigator;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;

/** An event of a repository. It tells which heads to look at; what they are is read from AWS. */
final class RepositoryHeadEvent extends SCMHeadEvent<AwsEvent> {

    private static final Logger LOGGER = Logger.getLogger(RepositoryHeadEvent.class.getName());

    RepositoryHeadEvent(Type type, AwsEvent event) {
        super(type, TimeUnit.SECONDS.toMillis(event.time().getEpochSecond()), event, "EventBridge");
    }

    private List<String> repositories() {
        AwsEvent.Subject subject = getPayload().subject();
        if (subject instanceof AwsEvent.BranchChanged branch) {
            return List.of(branch.repository());
        }
        if (subject instanceof AwsEvent.TagChanged tag) {
            return List.of(tag.repository());
        }
        return subject instanceof AwsEvent.PullRequestChanged request ? request.repositories() : List.of();
    }

    @Override
    public boolean isMatch(SCMNavigator navigator) {
        return navigator instanceof CodeCommitSCMNavigator && !repositories().isEmpty();
    }

    @Override
    public String getSourceName() {
        return repositories().stream().findFirst().orElse("");
    }

    @Override
    public boolean isMatch(SCM scm) {
        return false;
    }

    @Override
    public Map<SCMHead, SCMRevision> heads(SCMSource source) {
        if (!(source instanceof CodeCommitSCMSource repository) || !concerns(repository)) {
            return Map.of();
        }
        AwsEvent.Subject subject = getPayload().subject();
        if (subject instanceof AwsEvent.BranchChanged branch) {
            return of(List.of(new GitBranchSCMHead(branch.branch())));
        }
        if (subject instanceof AwsEvent.TagChanged tag) {
            return of(List.of(new GitTagSCMHead(tag.tag(), 0)));
        }
        return subject instanceof AwsEvent.PullRequestChanged request
                ? of(requests(repository, request.id()))
                : Map.of();
    }

    private static Map<SCMHead, SCMRevision> of(List<? extends SCMHead> heads) {
        Map<SCMHead, SCMRevision> map = new java.util.HashMap<>();
        heads.forEach(head -> map.put(head, null));
        return map;
    }

    private static List<PullRequestHead> requests(CodeCommitSCMSource source, String id) {
        try {
            return new RepositoryReader(source, null, TaskListener.NULL).heads(id);
        } catch (IOException unread) {
            LOGGER.log(
                    Level.FINE, unread, () -> "pull request " + id + " is looked at when the project is next scanned");
            return List.of();
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private boolean concerns(CodeCommitSCMSource source) {
        try {
            RepositoryPlace place = source.place();
            return place.region().equals(getPayload().region())
                    && repositories().stream().anyMatch(place.repository()::equals);
        } catch (ParameterException misconfigured) {
            return false;
        }
    }

    @Override
    public String description() {
        return Messages.RepositoryHeadEvent_description(repositories().stream().collect(Collectors.joining(", ")));
    }
}

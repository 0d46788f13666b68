package io.jenkins.plugins.awsdevtools.codecommit.git;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.extensions.GitClientType;
import hudson.plugins.git.extensions.GitSCMExtension;
import hudson.plugins.git.extensions.GitSCMExtensionDescriptor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.gitclient.CloneCommand;
import org.jenkinsci.plugins.gitclient.FetchCommand;
import org.jenkinsci.plugins.gitclient.GitClient;
import org.jenkinsci.plugins.gitclient.UnsupportedCommand;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Lets the git plugin take addresses in the notation of git-remote-codecommit, {@code codecommit::REGION://NAME}, where
 * that program is not installed. The profile in front of an {@code @} is the name of a connection; credentials of a
 * connection take its place; without both the connection is inherited.
 *
 * <p>The clone is made from the address for HTTPS. Before each fetch the repository's own configuration gets an
 * {@code insteadOf} from one to the other, since the git plugin writes the address of the job there.
 */
public final class CodeCommitNotation extends GitSCMExtension {

    @DataBoundConstructor
    public CodeCommitNotation() {
        // nothing to configure
    }

    @Override
    public void decorateCloneCommand(
            GitSCM scm, Run<?, ?> build, GitClient git, TaskListener listener, CloneCommand clone)
            throws IOException, InterruptedException {
        RemoteAddress remote = RemoteAddress.of(scm, build, listener).get(0);
        if (remote.isNotation()) {
            listener.getLogger().println(Messages.CodeCommitNotation_means(remote.given(), remote.url()));
            git.addCredentials(remote.url(), login(remote, build));
            clone.url(remote.url());
        }
    }

    @Override
    public void decorateFetchCommand(
            GitSCM scm, Run<?, ?> build, GitClient git, TaskListener listener, FetchCommand fetch)
            throws IOException, InterruptedException {
        if (build == null) {
            // Nobody says for which job, and a folder may forbid a connection.
            throw new AbortException(Messages.CodeCommitNotation_polling());
        }
        List<RemoteAddress> remotes = RemoteAddress.of(scm, build, listener);
        for (RemoteAddress remote : remotes) {
            if (remote.isNotation()) {
                git.config(GitClient.ConfigLevel.LOCAL, "url." + remote.url() + ".insteadOf", remote.given());
                git.addCredentials(remote.given(), login(remote, build));
            }
        }
    }

    private static StandardUsernameCredentials login(RemoteAddress remote, Run<?, ?> build) throws AbortException {
        Optional<StandardUsernameCredentials> login = remote.login(build);
        login.ifPresent(used -> CredentialsProvider.track(build, used));
        return login.orElseThrow(
                () -> new AbortException(Messages.CodeCommitNotation_noLogin(remote.given(), remote.credentialsId())));
    }

    /** What is polled without a workspace never comes by the methods above. */
    @Override
    public boolean requiresWorkspaceForPolling() {
        return true;
    }

    /** JGit does not look {@code insteadOf} up for an address that is given to it. */
    @Override
    public GitClientType getRequiredClient() {
        return GitClientType.GITCLI;
    }

    @Override
    public void determineSupportForJGit(GitSCM scm, UnsupportedCommand command) {
        command.firstParent(true); // any feature that JGit does not have
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeCommitNotation;
    }

    @Override
    public int hashCode() {
        return CodeCommitNotation.class.hashCode();
    }

    /** The extension as the git plugin knows it. */
    @OptionalExtension(requirePlugins = "git")
    @Symbol("codeCommitNotation")
    public static final class DescriptorImpl extends GitSCMExtensionDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeCommitNotation_displayName();
        }
    }
}

package io.jenkins.plugins.awsdevtools.codecommit.git;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitException;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.Revision;
import hudson.plugins.git.extensions.GitSCMExtension;
import hudson.plugins.git.extensions.GitSCMExtensionDescriptor;
import hudson.plugins.git.extensions.impl.SubmoduleOption;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.gitclient.GitClient;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Signs the git plugin in to submodules in other repositories of CodeCommit. A password is good for one repository, so
 * the one of the parent does not open them: each submodule's address gets its own, with the credentials of the parent's
 * address. Leave "Use credentials from default remote of parent repository" off beside this.
 *
 * <p>Git updates a submodule and what is inside it with one password. If the behaviour for submodules is recursive, this
 * one goes down by itself, level by level, each repository with its own; it has to stand before that one, which then finds
 * everything there.
 */
public final class CodeCommitSubmodules extends GitSCMExtension {

    @DataBoundConstructor
    public CodeCommitSubmodules() {
        // nothing to configure
    }

    @Override
    public Revision decorateRevisionToBuild(
            GitSCM scm, Run<?, ?> build, GitClient git, TaskListener listener, Revision marked, Revision rev)
            throws IOException, InterruptedException {
        RemoteAddress parent = parent(scm, build, listener);
        if (parent.credentialsId() != null) {
            new SubmoduleCheckout(build, listener).signIn(git, rev.getSha1String(), parent);
        }
        return rev;
    }

    @Override
    public void onCheckoutCompleted(GitSCM scm, Run<?, ?> build, GitClient git, TaskListener listener)
            throws IOException, InterruptedException {
        SubmoduleOption option = scm.getExtensions().get(SubmoduleOption.class);
        if (option == null || option.isDisableSubmodules() || !option.isRecursiveSubmodules()) {
            return; // the behaviour for submodules does what there is to do, with the logins it was handed
        }
        RemoteAddress parent = parent(scm, build, listener);
        if (parent.credentialsId() != null) {
            try {
                new SubmoduleCheckout(build, listener).update(git, parent, option);
            } catch (GitException failed) {
                throw new IOException(Messages.CodeCommitSubmodules_failed(), failed); // the git plugin tries again
            }
        }
    }

    private static RemoteAddress parent(GitSCM scm, Run<?, ?> build, TaskListener listener)
            throws IOException, InterruptedException {
        return RemoteAddress.of(scm, build, listener).get(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeCommitSubmodules;
    }

    @Override
    public int hashCode() {
        return CodeCommitSubmodules.class.hashCode();
    }

    /** The extension as the git plugin knows it. */
    @OptionalExtension(requirePlugins = "git")
    @Symbol("codeCommitSubmodules")
    public static final class DescriptorImpl extends GitSCMExtensionDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeCommitSubmodules_displayName();
        }
    }
}

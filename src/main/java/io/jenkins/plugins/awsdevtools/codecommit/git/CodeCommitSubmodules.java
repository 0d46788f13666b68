package io.jenkins.plugins.awsdevtools.codecommit.git;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.Revision;
import hudson.plugins.git.UserRemoteConfig;
import hudson.plugins.git.extensions.GitSCMExtension;
import hudson.plugins.git.extensions.GitSCMExtensionDescriptor;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.gitclient.GitClient;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Signs the git plugin in to submodules in other repositories of CodeCommit. A password is good for one repository, so
 * the one of the parent does not open them: each submodule's address gets its own, with the credentials of the parent's
 * address. Leave "Use credentials from default remote of parent repository" off beside this.
 *
 * <p>Git updates a submodule and what is inside it with one password, so submodules of submodules have to be in the
 * same repository or be readable without.
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
        UserRemoteConfig remote = scm.getUserRemoteConfigs().get(0);
        String id = remote.getCredentialsId();
        if (id == null) {
            return rev;
        }
        String parent = build.getEnvironment(listener).expand(remote.getUrl());
        for (String url : urls(git.withRepository(new SubmoduleConfig(rev.getSha1String())), parent, listener)) {
            StandardUsernameCredentials login = CredentialsProvider.findCredentialById(
                    id,
                    StandardUsernameCredentials.class,
                    build,
                    URIRequirementBuilder.fromUri(url).build());
            if (login != null) {
                git.addCredentials(url, login);
            }
        }
        return rev;
    }

    private static List<String> urls(String config, String parent, TaskListener listener) {
        try {
            return SubmoduleUrls.of(config, parent);
        } catch (ConfigInvalidException unreadable) {
            listener.getLogger().println(Messages.CodeCommitSubmodules_unreadable(unreadable.getMessage()));
            return List.of();
        }
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

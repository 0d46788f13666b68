package io.jenkins.plugins.awsdevtools.codecommit.git;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.IndexEntry;
import hudson.plugins.git.extensions.impl.SubmoduleOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.jenkinsci.plugins.gitclient.GitClient;
import org.jenkinsci.plugins.gitclient.SubmoduleUpdateCommand;

/**
 * Signs in to the submodules of a repository, and checks out those and what is inside them level by level: git itself
 * would go down with one password, and a password of CodeCommit is good for one repository.
 */
final class SubmoduleCheckout {

    private final Run<?, ?> build;
    private final TaskListener listener;

    SubmoduleCheckout(Run<?, ?> build, TaskListener listener) {
        this.build = build;
        this.listener = listener;
    }

    /** A submodule and where it is read from. */
    private record Signed(Submodule module, RemoteAddress address) {}

    /** Hands the logins of a commit's submodules to git. */
    void signIn(GitClient git, String commit, RemoteAddress parent) throws IOException, InterruptedException {
        signedIn(git, commit, parent);
    }

    private List<Signed> signedIn(GitClient git, String commit, RemoteAddress parent)
            throws IOException, InterruptedException {
        List<Signed> signed = new ArrayList<>();
        for (Submodule module : modules(git, commit, parent)) {
            RemoteAddress address = parent.to(build, module.url());
            address.login(build)
                    .filter(login -> login instanceof CodeCommitCredentials || address.isAtServerOf(parent))
                    .ifPresent(login -> git.addCredentials(address.url(), login));
            if (address.isNotation() || parent.isNotation()) {
                // Git would look for a helper, or go from the parent's address: it keeps one that is there already.
                git.config(GitClient.ConfigLevel.LOCAL, "submodule." + module.name() + ".url", address.url());
            }
            signed.add(new Signed(module, address));
        }
        return signed;
    }

    private List<Submodule> modules(GitClient git, String commit, RemoteAddress parent)
            throws IOException, InterruptedException {
        try {
            return Submodule.of(git.withRepository(new SubmoduleConfig(commit)), parent.url());
        } catch (ConfigInvalidException unreadable) {
            listener.getLogger().println(Messages.CodeCommitSubmodules_unreadable(unreadable.getMessage()));
            return List.of();
        }
    }

    /** Checks out the submodules of the commit that is checked out, and theirs. */
    void update(GitClient git, RemoteAddress parent, SubmoduleOption option) throws IOException, InterruptedException {
        List<Signed> signed = signedIn(git, git.revParse("HEAD").name(), parent);
        if (signed.isEmpty()) {
            return;
        }
        command(git, option).execute();
        // What .gitmodules calls a path may be anything; what the commit has as a submodule is one.
        Set<String> folders =
                git.getSubmodules("HEAD").stream().map(IndexEntry::getFile).collect(Collectors.toSet());
        for (Signed submodule : signed) {
            if (folders.contains(submodule.module().path())) {
                GitClient inside = git.subGit(submodule.module().path());
                if (inside.hasGitRepo(false)) {
                    update(inside, submodule.address(), option);
                }
            }
        }
    }

    private static SubmoduleUpdateCommand command(GitClient git, SubmoduleOption option) {
        SubmoduleUpdateCommand command = git.submoduleUpdate()
                .recursive(false)
                .remoteTracking(option.isTrackingSubmodules())
                .timeout(option.getTimeout())
                .shallow(option.getShallow());
        if (option.getShallow()) {
            command.depth(option.getDepth() == null ? 1 : Math.max(1, option.getDepth()));
        }
        return command;
    }
}

package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.plugins.git.GitException;
import hudson.security.ACL;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitApi;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jenkinsci.plugins.gitclient.Git;
import org.jenkinsci.plugins.gitclient.GitClient;
import org.jenkinsci.plugins.gitclient.JGitTool;

/**
 * All branches and tags of a repository with their commits, as git lists them: one request however many there are.
 * CodeCommit's own API lists names of branches only, asks for each branch's commit one by one, and knows no tags.
 */
final class RemoteRefs {

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private final Map<String, String> branches = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();

    private RemoteRefs(Map<String, ObjectId> refs) {
        refs.forEach((name, id) -> {
            if (name.startsWith(HEADS)) {
                branches.put(name.substring(HEADS.length()), id.getName());
            } else if (name.startsWith(TAGS)) {
                tags.put(name.substring(TAGS.length()), id.getName());
            }
        });
    }

    /** @throws AbortException saying what is wrong with the repository or the permission for it */
    static RemoteRefs of(RepositoryPlace place, Item item, TaskListener listener)
            throws IOException, InterruptedException {
        StandardUsernameCredentials login = CredentialsProvider.findCredentialByIdInItem(
                place.credentialsId(),
                StandardUsernameCredentials.class,
                item,
                ACL.SYSTEM2,
                URIRequirementBuilder.fromUri(place.url()).build());
        if (login == null) {
            throw new AbortException(Messages.RemoteRefs_noLogin(place.connection(), place.url()));
        }
        GitClient git =
                Git.with(listener, new EnvVars()).using(JGitTool.MAGIC_EXENAME).getClient();
        git.addCredentials(place.url(), login);
        try {
            return new RemoteRefs(git.getRemoteReferences(place.url(), null, false, false));
        } catch (GitException failed) {
            throw explained(place, failed);
        }
    }

    /** Git says "not authorized" or "not found"; the API says to whom and what. */
    private static AbortException explained(RepositoryPlace place, GitException failed)
            throws IOException, InterruptedException {
        place.await(
                "GetRepository",
                new CodeCommitApi(AwsRuntime.get().clients(), place.access()).repository(place.repository()));
        AbortException refused = new AbortException(Messages.RemoteRefs_notReadable(
                place.repository(), place.region(), place.connection(), reason(failed)));
        refused.initCause(failed);
        return refused;
    }

    private static String reason(GitException failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    Map<String, String> branches() {
        return branches;
    }

    Map<String, String> tags() {
        return tags;
    }

    Optional<String> branch(String name) {
        return Optional.ofNullable(branches.get(name));
    }
}

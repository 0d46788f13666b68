package io.jenkins.plugins.awsdevtools.codecommit.git;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitUrl;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;

/**
 * A remote of the git plugin: where it leads, and with whose login.
 *
 * @param given as the job has it, with variables expanded
 * @param url as git understands it
 * @param credentialsId null for none
 */
record RemoteAddress(String given, String url, String credentialsId) {

    /** @throws AbortException if there is no connection for it, or no repository of that name or region can be */
    static List<RemoteAddress> of(GitSCM scm, Run<?, ?> build, TaskListener listener)
            throws IOException, InterruptedException {
        List<UserRemoteConfig> remotes = scm.getUserRemoteConfigs();
        RemoteAddress[] all = new RemoteAddress[remotes.size()];
        for (int i = 0; i < all.length; i++) {
            String url = build.getEnvironment(listener).expand(remotes.get(i).getUrl());
            all[i] = of(build, url, remotes.get(i).getCredentialsId());
        }
        return List.of(all);
    }

    private static RemoteAddress of(Run<?, ?> build, String url, String credentialsId) throws AbortException {
        if (!CodeCommitUrl.isNotation(url)) {
            return new RemoteAddress(url, url, credentialsId);
        }
        Optional<String> connection = CodeCommitCredentialsProvider.connection(credentialsId);
        try {
            RepositoryPlace place = RepositoryPlace.of(build.getParent(), connection.orElse(null), url);
            return new RemoteAddress(url, place.url(), place.credentialsId());
        } catch (ParameterException wrong) {
            throw new AbortException(Messages.RemoteAddress_wrong(url, wrong.getMessage()));
        }
    }

    /**
     * The same for a repository that this one refers to; it is read with the same connection, whatever it names.
     *
     * @throws AbortException if no repository of that name or region can be
     */
    RemoteAddress to(Run<?, ?> build, String other) throws AbortException {
        return CodeCommitUrl.isNotation(other)
                ? of(build, other, credentialsId)
                : new RemoteAddress(other, other, credentialsId);
    }

    boolean isNotation() {
        return CodeCommitUrl.isNotation(given);
    }

    /** Whether it leads to the server of another address, which may be given the same password. */
    boolean isAtServerOf(RemoteAddress other) {
        try {
            URIish mine = new URIish(url);
            URIish theirs = new URIish(other.url);
            return mine.getHost() != null
                    && mine.getHost().equalsIgnoreCase(theirs.getHost())
                    && Objects.equals(mine.getScheme(), theirs.getScheme())
                    && mine.getPort() == theirs.getPort();
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    /** The login of this moment; empty if these credentials are not for this address. */
    Optional<StandardUsernameCredentials> login(Run<?, ?> build) {
        return Optional.ofNullable(CredentialsProvider.findCredentialById(
                credentialsId,
                StandardUsernameCredentials.class,
                build,
                URIRequirementBuilder.fromUri(url).build()));
    }
}

package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.AbortException;
import hudson.model.Item;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.scm.SCM;
import hudson.scm.SCMDescriptor;
import io.jenkins.plugins.awsdevtools.codecommit.git.CodeCommitCredentialsProvider;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitUrl;
import java.io.IOException;
import java.util.Optional;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceDescriptor;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** The files of a commit without a clone, from which a Pipeline reads its {@code Jenkinsfile}. */
final class CommitFileSystem extends SCMFileSystem {

    private final RepositoryPlace place;
    private final String commit;

    CommitFileSystem(RepositoryPlace place, String commit, SCMRevision revision) {
        super(revision);
        this.place = place;
        this.commit = commit;
    }

    /** Unknown: it would cost a call. */
    @Override
    public long lastModified() {
        return 0;
    }

    @Override
    public SCMFile getRoot() {
        return new CommitFile(place, commit);
    }

    /**
     * For sources of CodeCommit, and for the git plugin's SCM at an address of CodeCommit with a connection's credentials. A
     * merge has no commit yet that could be read, so a pull request that is merged first is cloned.
     */
    @OptionalExtension(requirePlugins = "git")
    public static final class BuilderImpl extends Builder {

        @Override
        public boolean supports(SCM scm) {
            return scm instanceof GitSCM git
                    && branch(git).isPresent()
                    && connection(git).isPresent();
        }

        @Override
        public boolean supports(SCMSource source) {
            return source instanceof CodeCommitSCMSource;
        }

        @Override
        protected boolean supportsDescriptor(SCMDescriptor descriptor) {
            return descriptor instanceof GitSCM.DescriptorImpl;
        }

        @Override
        protected boolean supportsDescriptor(SCMSourceDescriptor descriptor) {
            return descriptor instanceof CodeCommitSCMSource.DescriptorImpl;
        }

        @Override
        public SCMFileSystem build(SCMSource source, SCMHead head, SCMRevision revision)
                throws IOException, InterruptedException {
            if (!(source instanceof CodeCommitSCMSource repository)
                    || head instanceof PullRequestHead request && request.isMerge()) {
                return null;
            }
            RepositoryPlace place;
            try {
                place = repository.placeFor(null);
            } catch (ParameterException refused) {
                throw new AbortException(refused.getMessage());
            }
            SCMRevision known = revision == null ? repository.fetch(head, null) : revision;
            String commit = Commits.of(known);
            return commit == null ? null : new CommitFileSystem(place, commit, known);
        }

        @Override
        public SCMFileSystem build(Item owner, SCM scm, SCMRevision revision) {
            if (!(scm instanceof GitSCM git)) {
                return null;
            }
            String commit = revision == null ? branch(git).orElse(null) : Commits.of(revision);
            if (commit == null || connection(git).isEmpty()) {
                return null;
            }
            String url = git.getUserRemoteConfigs().get(0).getUrl();
            try {
                RepositoryPlace place =
                        RepositoryPlace.of(owner, connection(git).get(), name(url));
                return place.url().equals(url) ? new CommitFileSystem(place, commit, revision) : null;
            } catch (ParameterException notCodeCommits) {
                return null;
            }
        }

        /** The address itself, or of an endpoint of the connection's own the name at its end. */
        private static String name(String url) {
            try {
                CodeCommitUrl.parse(url);
                return url;
            } catch (ParameterException otherEndpoint) {
                return url.replaceFirst(".*/", "");
            }
        }

        private static Optional<String> connection(GitSCM git) {
            return git.getUserRemoteConfigs().size() == 1
                    ? Optional.of(git.getUserRemoteConfigs().get(0))
                            .map(UserRemoteConfig::getCredentialsId)
                            .flatMap(CodeCommitCredentialsProvider::connection)
                    : Optional.empty();
        }

        /** The one branch, if it is named without wildcards and variables. */
        private static Optional<String> branch(GitSCM git) {
            if (git.getBranches().size() != 1) {
                return Optional.empty();
            }
            String name = git.getBranches().get(0).getName().replaceFirst("^(\\*/|refs/heads/|origin/)", "");
            return name.matches("[^*?$:\\s]+") ? Optional.of(name) : Optional.empty();
        }
    }
}

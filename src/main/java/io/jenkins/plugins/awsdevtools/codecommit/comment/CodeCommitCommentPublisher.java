package io.jenkins.plugins.awsdevtools.codecommit.comment;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemotePublisher;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodeCommitCommentStep} as a post-build action of a freestyle job. */
public final class CodeCommitCommentPublisher extends RemotePublisher<CodeCommitCommentStep> {

    @DataBoundConstructor
    public CodeCommitCommentPublisher(CodeCommitCommentStep step) {
        super(step);
    }

    public CodeCommitCommentStep getStep() {
        return step();
    }

    /** How freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemotePublisherDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeCommitCommentStep_displayName();
        }
    }
}

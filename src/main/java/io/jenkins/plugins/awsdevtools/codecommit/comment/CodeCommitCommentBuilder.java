package io.jenkins.plugins.awsdevtools.codecommit.comment;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodeCommitCommentStep} as a build step of a freestyle job. */
public final class CodeCommitCommentBuilder extends RemoteBuilder<CodeCommitCommentStep> {

    @DataBoundConstructor
    public CodeCommitCommentBuilder(CodeCommitCommentStep step) {
        super(step);
    }

    public CodeCommitCommentStep getStep() {
        return step();
    }

    /** How freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeCommitCommentStep_displayName();
        }
    }
}

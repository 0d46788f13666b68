package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;
import io.jenkins.plugins.awsdevtools.run.NamedValue;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A value for one of a pipeline's variables. */
public final class PipelineVariableValue extends NamedValue<PipelineVariableValue> {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public PipelineVariableValue(String name, String value) {
        super(name, value);
    }

    /** The form of a value. */
    @Extension
    @Symbol("pipelineVariable")
    public static final class DescriptorImpl extends NamedValueDescriptor<PipelineVariableValue> {

        @Override
        public String getDisplayName() {
            return Messages.PipelineVariableValue_displayName();
        }

        @Override
        protected void checkName(String name) {
            PipelineRequest.checkVariableName(name);
        }
    }
}

package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobAnswer;
import io.jenkins.plugins.awsdevtools.run.NamedValue;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** An output variable of an action. */
public final class OutputVariable extends NamedValue<OutputVariable> {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public OutputVariable(String name, String value) {
        super(name, value);
    }

    /** The form of a variable. */
    @Extension
    @Symbol("outputVariable")
    public static final class DescriptorImpl extends NamedValueDescriptor<OutputVariable> {

        @Override
        public String getDisplayName() {
            return Messages.OutputVariable_displayName();
        }

        @Override
        protected void checkName(String name) {
            JobAnswer.checkVariableName(name);
        }
    }
}

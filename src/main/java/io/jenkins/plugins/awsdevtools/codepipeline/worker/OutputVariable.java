package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobAnswer;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An output variable of an action. */
public final class OutputVariable extends AbstractDescribableImpl<OutputVariable> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String value;

    @DataBoundConstructor
    public OutputVariable(String name, String value) {
        this.name = Util.fixNull(name).trim();
        this.value = Util.fixNull(value);
    }

    public String getName() {
        return name;
    }

    public String getValue() {
        return value;
    }

    /** The form of a variable. */
    @Extension
    @Symbol("outputVariable")
    public static final class DescriptorImpl extends Descriptor<OutputVariable> {

        @Override
        public String getDisplayName() {
            return Messages.OutputVariable_displayName();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item)
                    ? FormChecks.check(() -> JobAnswer.checkVariableName(value))
                    : FormValidation.ok();
        }
    }
}

package io.jenkins.plugins.awsdevtools.ecs;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A variable whose value ECS reads from Parameter Store or Secrets Manager. */
public final class EcsSecret extends AbstractDescribableImpl<EcsSecret> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String valueFrom;

    @DataBoundConstructor
    public EcsSecret(String name, String valueFrom) {
        this.name = Util.fixNull(name).trim();
        this.valueFrom = Util.fixNull(valueFrom).trim();
    }

    public String getName() {
        return name;
    }

    public String getValueFrom() {
        return valueFrom;
    }

    /** The form of a secret. */
    @Extension
    @Symbol("ecsSecret")
    public static final class DescriptorImpl extends Descriptor<EcsSecret> {

        @Override
        public String getDisplayName() {
            return Messages.EcsSecret_displayName();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.check(item, () -> ContainerChange.checkVariable(value));
        }

        @POST
        public FormValidation doCheckValueFrom(@AncestorInPath Item item, @QueryParameter String value) {
            return !ConnectionChoices.mayConfigure(item) || Util.fixEmptyAndTrim(value) != null
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.EcsSecret_noReference());
        }
    }
}

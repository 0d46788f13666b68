package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import io.jenkins.plugins.awsdevtools.engine.codebuild.EnvironmentVariable;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A variable of the build environment, as a form or Pipeline gives it. */
public final class BuildVariable extends AbstractDescribableImpl<BuildVariable> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String value;
    private String type = EnvironmentVariable.Type.PLAINTEXT.name();

    @DataBoundConstructor
    public BuildVariable(String name, String value) {
        this.name = Util.fixNull(name).trim();
        this.value = Util.fixNull(value);
    }

    public String getName() {
        return name;
    }

    public String getValue() {
        return value;
    }

    public String getType() {
        return type;
    }

    @DataBoundSetter
    public void setType(String type) {
        this.type = Util.fixEmptyAndTrim(type) == null ? EnvironmentVariable.Type.PLAINTEXT.name() : type.trim();
    }

    /** @throws ParameterException if CodeBuild would not take it */
    EnvironmentVariable toVariable() {
        List<String> types = types();
        if (!types.contains(type)) {
            List<String> closest = ClosestNames.of(type, types);
            throw new ParameterException(
                    "type",
                    type,
                    Messages.BuildVariable_badType(String.join(", ", closest.isEmpty() ? types : closest)));
        }
        return new EnvironmentVariable(name, value, EnvironmentVariable.Type.valueOf(type));
    }

    private static List<String> types() {
        return Arrays.stream(EnvironmentVariable.Type.values()).map(Enum::name).toList();
    }

    /** The form of a variable. */
    @Extension
    @Symbol("buildVariable")
    public static final class DescriptorImpl extends Descriptor<BuildVariable> {

        @Override
        public String getDisplayName() {
            return Messages.BuildVariable_displayName();
        }

        @POST
        public ListBoxModel doFillTypeItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                types().forEach(items::add);
            }
            return items;
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.check(item, () -> EnvironmentVariable.checkName(value));
        }
    }
}

package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.Extension;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import io.jenkins.plugins.awsdevtools.taskdefinition.TaskDefinitionNames;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The image that a container of a task definition gets. */
public final class ContainerImage extends AbstractDescribableImpl<ContainerImage> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String container;
    private final String image;

    @DataBoundConstructor
    public ContainerImage(String container, String image) {
        this.container = Util.fixNull(container).trim();
        this.image = Util.fixNull(image).trim();
    }

    public String getContainer() {
        return container;
    }

    public String getImage() {
        return image;
    }

    /** @throws ParameterException if ECS would not take it */
    ContainerChange toChange() {
        if (container.isEmpty()) {
            throw new ParameterException("container", "", Messages.ContainerImage_noContainer());
        }
        return ContainerChange.ofImage(container, image);
    }

    /** The form of an image. */
    @Extension
    @Symbol("containerImage")
    public static final class DescriptorImpl extends Descriptor<ContainerImage> {

        @Override
        public String getDisplayName() {
            return Messages.ContainerImage_displayName();
        }

        @POST
        public ComboBoxModel doFillContainerItems(
                @AncestorInPath Item item,
                @RelativePath("..") @QueryParameter String base,
                @RelativePath("../..") @QueryParameter String connection) {
            return TaskDefinitionNames.containers(base).choices(item, connection);
        }

        @POST
        public FormValidation doCheckContainer(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item) && Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.ContainerImage_noContainer())
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item) && !Util.fixNull(value).contains("$")
                    ? FormChecks.check(
                            () -> ContainerChange.checkImage(Util.fixNull(value).trim()))
                    : FormValidation.ok();
        }
    }
}

package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.Extension;
import hudson.FilePath;
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
import io.jenkins.plugins.awsdevtools.engine.codedeploy.NewTaskDefinition;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionTemplate;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import io.jenkins.plugins.awsdevtools.taskdefinition.TaskDefinitionNames;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The task definition that is registered before a deployment to ECS: what it is made from, and the images that are put in.
 */
public final class TaskDefinitionSetting extends AbstractDescribableImpl<TaskDefinitionSetting>
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private String base;
    private String template;
    private String file;
    private String image;
    private String container;
    private List<ContainerImage> images = new ArrayList<>();

    @DataBoundConstructor
    public TaskDefinitionSetting() {
        // Every field has a setter.
    }

    public String getBase() {
        return base;
    }

    @DataBoundSetter
    public void setBase(String base) {
        this.base = Util.fixEmptyAndTrim(base);
    }

    public String getTemplate() {
        return template;
    }

    @DataBoundSetter
    public void setTemplate(String template) {
        this.template = Util.fixEmptyAndTrim(template);
    }

    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public String getContainer() {
        return container;
    }

    @DataBoundSetter
    public void setContainer(String container) {
        this.container = Util.fixEmptyAndTrim(container);
    }

    public List<ContainerImage> getImages() {
        return List.copyOf(images);
    }

    @DataBoundSetter
    public void setImages(List<ContainerImage> images) {
        this.images = new ArrayList<>(Util.fixNull(images));
    }

    boolean isInFile() {
        return file != null;
    }

    /** @throws ParameterException naming field and value */
    void check() {
        if (file == null) {
            toRequest(null);
            return;
        }
        if (base != null || template != null) {
            throw new ParameterException("file", file, Messages.TaskDefinitionSetting_oneBase());
        }
        WorkspaceText.check("file", file);
        change();
    }

    /**
     * Reads the template, if it is in a file.
     *
     * @param workspace null if there is none
     * @return null if it is not in a file
     * @throws ParameterException if the file is not there or no template
     */
    String read(FilePath workspace) throws IOException, InterruptedException {
        if (file == null) {
            return null;
        }
        String text = WorkspaceText.read("file", workspace, file);
        TaskDefinitionTemplate.parse("file", text);
        return text;
    }

    /**
     * What is registered.
     *
     * @param fileText the template that the workspace holds; null if there is none
     * @throws ParameterException naming field and value
     */
    NewTaskDefinition toRequest(String fileText) {
        return new NewTaskDefinition(base, fileText == null ? template : fileText, change());
    }

    private TaskDefinitionChange change() {
        List<ContainerChange> changes = new ArrayList<>();
        images.forEach(each -> changes.add(each.toChange()));
        if (image != null) {
            changes.add(ContainerChange.ofImage(container, image));
        } else if (container != null) {
            throw new ParameterException("container", container, Messages.TaskDefinitionSetting_containerAlone());
        }
        return new TaskDefinitionChange(changes, null, null);
    }

    /** The form of a task definition. */
    @Extension
    @Symbol("newTaskDefinition")
    public static final class DescriptorImpl extends Descriptor<TaskDefinitionSetting> {

        @Override
        public String getDisplayName() {
            return Messages.TaskDefinitionSetting_displayName();
        }

        @POST
        public ComboBoxModel doFillBaseItems(
                @AncestorInPath Item item, @RelativePath("..") @QueryParameter String connection) {
            return TaskDefinitionNames.FAMILIES.choices(item, connection);
        }

        @POST
        public FormValidation doCheckBase(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @RelativePath("..") @QueryParameter String connection) {
            return mayCheck(item, value)
                    ? TaskDefinitionNames.check(item, connection, "base", value)
                    : FormValidation.ok();
        }

        @POST
        public ComboBoxModel doFillContainerItems(
                @AncestorInPath Item item,
                @QueryParameter String base,
                @RelativePath("..") @QueryParameter String connection) {
            return TaskDefinitionNames.containers(base).choices(item, connection);
        }

        @POST
        public FormValidation doCheckTemplate(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String base,
                @QueryParameter String file) {
            if (!mayCheck(item, value)) {
                return FormValidation.ok();
            }
            return isMoreThanOne(value, base, file)
                    ? FormValidation.error(Messages.TaskDefinitionSetting_oneBase())
                    : FormChecks.optional(value, text -> TaskDefinitionTemplate.parse("template", text));
        }

        @POST
        public FormValidation doCheckFile(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String base) {
            if (!mayCheck(item, value)) {
                return FormValidation.ok();
            }
            return isMoreThanOne(value, base, "")
                    ? FormValidation.error(Messages.TaskDefinitionSetting_oneBase())
                    : FormChecks.optional(value, path -> WorkspaceText.check("file", path));
        }

        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return mayCheck(item, value)
                    ? FormChecks.optional(value, ContainerChange::checkImage)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckContainer(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String image) {
            return mayCheck(item, value) && Util.fixEmptyAndTrim(value) != null && Util.fixEmptyAndTrim(image) == null
                    ? FormValidation.error(Messages.TaskDefinitionSetting_containerAlone())
                    : FormValidation.ok();
        }

        private static boolean isMoreThanOne(String value, String one, String other) {
            return Util.fixEmptyAndTrim(value) != null
                    && (Util.fixEmptyAndTrim(one) != null || Util.fixEmptyAndTrim(other) != null);
        }

        private static boolean mayCheck(Item item, String value) {
            return ConnectionChoices.mayConfigure(item) && !Util.fixNull(value).contains("$");
        }
    }
}

package io.jenkins.plugins.awsdevtools.ecs;

import hudson.Extension;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a new revision changes of one container, as a form or Pipeline gives it. */
public final class EcsContainer extends AbstractDescribableImpl<EcsContainer> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private String image;
    private List<EcsVariable> environment = new ArrayList<>();
    private List<EcsSecret> secrets = new ArrayList<>();
    private Integer cpu;
    private Integer memory;
    private Integer memoryReservation;

    @DataBoundConstructor
    public EcsContainer(String name) {
        this.name = Util.fixNull(name).trim();
    }

    public String getName() {
        return name;
    }

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public List<EcsVariable> getEnvironment() {
        return List.copyOf(environment);
    }

    @DataBoundSetter
    public void setEnvironment(List<EcsVariable> environment) {
        this.environment = new ArrayList<>(Util.fixNull(environment));
    }

    public List<EcsSecret> getSecrets() {
        return List.copyOf(secrets);
    }

    @DataBoundSetter
    public void setSecrets(List<EcsSecret> secrets) {
        this.secrets = new ArrayList<>(Util.fixNull(secrets));
    }

    public Integer getCpu() {
        return cpu;
    }

    @DataBoundSetter
    public void setCpu(Integer cpu) {
        this.cpu = cpu;
    }

    public Integer getMemory() {
        return memory;
    }

    @DataBoundSetter
    public void setMemory(Integer memory) {
        this.memory = memory;
    }

    public Integer getMemoryReservation() {
        return memoryReservation;
    }

    @DataBoundSetter
    public void setMemoryReservation(Integer memoryReservation) {
        this.memoryReservation = memoryReservation;
    }

    /** @throws ParameterException if ECS would not take it */
    ContainerChange toChange() {
        if (name.isEmpty()) {
            throw new ParameterException("containers", "", Messages.EcsContainer_noName());
        }
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach(variable -> variables.put(variable.getName(), variable.getValue()));
        Map<String, String> references = new LinkedHashMap<>();
        secrets.forEach(secret -> references.put(secret.getName(), secret.getValueFrom()));
        return new ContainerChange(name, image, variables, references, cpu, memory, memoryReservation);
    }

    /** The form of a container. */
    @Extension
    @Symbol("ecsContainer")
    public static final class DescriptorImpl extends Descriptor<EcsContainer> {

        @Override
        public String getDisplayName() {
            return Messages.EcsContainer_displayName();
        }

        @POST
        public ComboBoxModel doFillNameItems(
                @AncestorInPath Item item,
                @RelativePath("..") @QueryParameter String connection,
                @RelativePath("..") @QueryParameter String cluster,
                @RelativePath("..") @QueryParameter String service) {
            return EcsNames.containers(cluster, service).choices(item, connection);
        }

        @POST
        public FormValidation doCheckName(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @RelativePath("..") @QueryParameter String connection,
                @RelativePath("..") @QueryParameter String cluster,
                @RelativePath("..") @QueryParameter String service,
                @RelativePath("..") @QueryParameter String taskDefinitionTemplate,
                @RelativePath("..") @QueryParameter String taskDefinitionFile) {
            if (!ConnectionChoices.mayConfigure(item)) {
                return FormValidation.ok();
            }
            if (Util.fixEmptyAndTrim(value) == null) {
                return FormValidation.error(Messages.EcsContainer_noName());
            }
            boolean ofTheService = Util.fixEmptyAndTrim(taskDefinitionTemplate) == null
                    && Util.fixEmptyAndTrim(taskDefinitionFile) == null;
            return ofTheService
                    ? EcsNames.containers(cluster, service).check(item, connection, value)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item) ? EcsNames.checkImage(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckCpu(@AncestorInPath Item item, @QueryParameter String value) {
            return EcsNames.checkNumber(item, value, 0);
        }

        @POST
        public FormValidation doCheckMemory(@AncestorInPath Item item, @QueryParameter String value) {
            return EcsNames.checkNumber(item, value, ContainerChange.LEAST_MEMORY);
        }

        @POST
        public FormValidation doCheckMemoryReservation(@AncestorInPath Item item, @QueryParameter String value) {
            return EcsNames.checkNumber(item, value, ContainerChange.LEAST_MEMORY);
        }
    }
}

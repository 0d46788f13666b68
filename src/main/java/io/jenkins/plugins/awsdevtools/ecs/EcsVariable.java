package io.jenkins.plugins.awsdevtools.ecs;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import io.jenkins.plugins.awsdevtools.run.NamedValue;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A variable of a container, as a form or Pipeline gives it. */
public final class EcsVariable extends NamedValue<EcsVariable> {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public EcsVariable(String name, String value) {
        super(name, value);
    }

    /** The form of a variable. */
    @Extension
    @Symbol("ecsVariable")
    public static final class DescriptorImpl extends NamedValueDescriptor<EcsVariable> {

        @Override
        public String getDisplayName() {
            return Messages.EcsVariable_displayName();
        }

        @Override
        protected void checkName(String name) {
            ContainerChange.checkVariable(name);
        }
    }
}

package io.jenkins.plugins.awsdevtools.run;

import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import java.io.Serializable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A name and its value, as a form or Pipeline gives them.
 *
 * @param <T> what it is the name of
 */
public abstract class NamedValue<T extends NamedValue<T>> extends AbstractDescribableImpl<T> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String value;

    /** @param name blanks around it do not count */
    protected NamedValue(String name, String value) {
        this.name = Util.fixNull(name).trim();
        this.value = Util.fixNull(value);
    }

    public final String getName() {
        return name;
    }

    public final String getValue() {
        return value;
    }

    /**
     * The form of one.
     *
     * @param <T> what it is the name of
     */
    public abstract static class NamedValueDescriptor<T extends NamedValue<T>> extends Descriptor<T> {

        /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if AWS would refuse such a name */
        protected abstract void checkName(String name);

        @POST
        public final FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.check(item, () -> checkName(value));
        }
    }
}

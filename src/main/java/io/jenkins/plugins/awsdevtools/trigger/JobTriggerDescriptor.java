package io.jenkins.plugins.awsdevtools.trigger;

import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.TriggerDescriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import jenkins.model.ParameterizedJobMixIn;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a trigger that watches AWS through a connection. */
public abstract class JobTriggerDescriptor extends TriggerDescriptor {

    @Override
    public final boolean isApplicable(Item item) {
        return item instanceof Job && item instanceof ParameterizedJobMixIn.ParameterizedJob;
    }

    @POST
    public final ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return ConnectionChoices.of(item, connection);
    }
}

package io.jenkins.plugins.awsdevtools.connection;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The connections of this Jenkins and what holds for all of them. */
@Extension
@Symbol("awsDeveloperTools")
public final class AwsConnections extends GlobalConfiguration {

    private static final int DEFAULT_WATCH_SECONDS = 5;
    private static final int MOST_WATCH_SECONDS = 300;

    private List<AwsConnection> connections = new ArrayList<>();
    private String defaultConnection;
    private boolean allowControllerIdentity;
    private int watchIntervalSeconds = DEFAULT_WATCH_SECONDS;

    public AwsConnections() {
        load();
    }

    public static AwsConnections get() {
        return ExtensionList.lookupSingleton(AwsConnections.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.AwsConnections_displayName();
    }

    public List<AwsConnection> getConnections() {
        return List.copyOf(connections);
    }

    @DataBoundSetter
    public void setConnections(List<AwsConnection> connections) {
        this.connections = new ArrayList<>(Util.fixNull(connections));
        save();
    }

    public String getDefaultConnection() {
        return defaultConnection;
    }

    @DataBoundSetter
    public void setDefaultConnection(String defaultConnection) {
        this.defaultConnection = Util.fixEmptyAndTrim(defaultConnection);
        save();
    }

    /** Whether a connection may use the identity of the controller's machine for jobs. */
    public boolean isAllowControllerIdentity() {
        return allowControllerIdentity;
    }

    @DataBoundSetter
    public void setAllowControllerIdentity(boolean allowControllerIdentity) {
        this.allowControllerIdentity = allowControllerIdentity;
        save();
    }

    /** How often the status of remote work is read, in seconds, at least 1. */
    public int getWatchIntervalSeconds() {
        return watchIntervalSeconds;
    }

    @DataBoundSetter
    public void setWatchIntervalSeconds(int watchIntervalSeconds) {
        this.watchIntervalSeconds = Math.max(1, Math.min(MOST_WATCH_SECONDS, watchIntervalSeconds));
        save();
    }

    @Override
    public synchronized void save() {
        super.save();
        EventQueues.refresh();
    }

    /** The connection of this name. */
    public Optional<AwsConnection> named(String name) {
        return connections.stream()
                .filter(connection -> connection.getName().equals(name))
                .findFirst();
    }

    /** The names of all connections, in the order they are configured. */
    public List<String> names() {
        return connections.stream().map(AwsConnection::getName).toList();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        Set<String> names = new HashSet<>();
        List<AwsConnection> sent = request.bindJSONToList(AwsConnection.class, form.get("connections"));
        for (AwsConnection connection : sent) {
            if (!names.add(connection.getName())) {
                throw new FormException(Messages.AwsConnections_twice(connection.getName()), "connections");
            }
        }
        connections = new ArrayList<>();
        request.bindJSON(this, form);
        save();
        return true;
    }

    @POST
    public ListBoxModel doFillDefaultConnectionItems(@QueryParameter String defaultConnection) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return choices(names(), defaultConnection, Messages.AwsConnections_noDefault());
    }

    @POST
    public FormValidation doCheckWatchIntervalSeconds(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return FormValidation.validateIntegerInRange(value, 1, MOST_WATCH_SECONDS);
    }

    /** A drop-down of connections that keeps a value that is not among them. */
    static ListBoxModel choices(List<String> names, String current, String none) {
        ListBoxModel items = new ListBoxModel();
        items.add(none, "");
        names.forEach(items::add);
        String chosen = Util.fixEmptyAndTrim(current);
        if (chosen != null && !names.contains(chosen)) {
            items.add(chosen);
        }
        return items;
    }
}

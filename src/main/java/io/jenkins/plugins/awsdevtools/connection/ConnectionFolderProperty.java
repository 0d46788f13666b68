package io.jenkins.plugins.awsdevtools.connection;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What holds for the jobs in a folder: which connection they use without naming one, and which they may use. */
public final class ConnectionFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {

    private String defaultConnection;
    private String allowedConnections;

    @DataBoundConstructor
    public ConnectionFolderProperty() {
        // everything is optional
    }

    public String getDefaultConnection() {
        return defaultConnection;
    }

    @DataBoundSetter
    public void setDefaultConnection(String defaultConnection) {
        this.defaultConnection = Util.fixEmptyAndTrim(defaultConnection);
    }

    /** Names separated by commas; null if all are allowed. */
    public String getAllowedConnections() {
        return allowedConnections;
    }

    @DataBoundSetter
    public void setAllowedConnections(String allowedConnections) {
        this.allowedConnections = Util.fixEmptyAndTrim(allowedConnections);
    }

    boolean allows(String connection) {
        return allowedConnections == null || names(allowedConnections).contains(connection);
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",")).map(String::trim).toList();
    }

    /** The properties of the folders around an item, the nearest first. */
    static List<ConnectionFolderProperty> above(Item item) {
        List<ConnectionFolderProperty> properties = new ArrayList<>();
        Object current = item;
        while (current instanceof Item inside) {
            if (inside instanceof AbstractFolder<?> folder) {
                ConnectionFolderProperty property = folder.getProperties().get(ConnectionFolderProperty.class);
                if (property != null) {
                    properties.add(property);
                }
            }
            ItemGroup<?> parent = inside.getParent();
            current = parent;
        }
        return properties;
    }

    /** The form of the property. */
    @Extension(optional = true)
    @Symbol("awsConnection")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.ConnectionFolderProperty_displayName();
        }

        @POST
        public ListBoxModel doFillDefaultConnectionItems(
                @AncestorInPath Item item, @QueryParameter String defaultConnection) {
            List<String> names =
                    ConnectionChoices.mayConfigure(item) ? new ConnectionResolver().allowedNames(item) : List.of();
            return AwsConnections.choices(names, defaultConnection, Messages.ConnectionFolderProperty_inherit());
        }

        @POST
        public FormValidation doCheckAllowedConnections(@AncestorInPath Item item, @QueryParameter String value) {
            String list = Util.fixEmptyAndTrim(value);
            if (list == null || !ConnectionChoices.mayConfigure(item)) {
                return FormValidation.ok();
            }
            List<String> existing = AwsConnections.get().names();
            return names(list).stream()
                    .filter(name -> !existing.contains(name))
                    .findFirst()
                    .map(name -> FormValidation.warning(Messages.ConnectionFolderProperty_unknown(name)))
                    .orElse(FormValidation.ok());
        }
    }
}

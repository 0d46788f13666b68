package io.jenkins.plugins.awsdevtools.connection;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;

/** The drop-down of connections that every step's form shows. */
public final class ConnectionChoices {

    private ConnectionChoices() {}

    /** The connections that may be used in an item; nothing but the current value for who may not configure it. */
    public static ListBoxModel of(Item item, String current) {
        List<String> names = mayConfigure(item) ? new ConnectionResolver().allowedNames(item) : List.of();
        return AwsConnections.choices(names, current, Messages.ConnectionChoices_inherit());
    }

    /**
     * Whether a form tells which connection to ask, be it the inherited one. Jenkins checks the fields of an optional block
     * for the first time before it has tied the block to the form around it, so that what stands there is missing; to ask
     * another connection instead would tell what is not so.
     */
    public static boolean isTold(String connection) {
        return connection != null;
    }

    /** Whether the caller may see what the forms of an item can list and check. */
    public static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}

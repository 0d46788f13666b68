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

    /** Whether the caller may see what the forms of an item can list and check. */
    public static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}

package io.jenkins.plugins.awsdevtools.connection;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.List;

/** Tells administrators of event queues that cannot be read. It goes by itself when they can be. */
@Extension
public final class EventQueueMonitor extends AdministrativeMonitor {

    /** A queue that cannot be read, and why. */
    public record Trouble(String connection, String text) {
        public String getConnection() {
            return connection;
        }

        public String getText() {
            return text;
        }
    }

    @Override
    public String getDisplayName() {
        return Messages.EventQueueMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !EventQueues.get().troubles().isEmpty();
    }

    public List<Trouble> getTroubles() {
        return EventQueues.get().troubles().entrySet().stream()
                .map(trouble -> new Trouble(trouble.getKey(), trouble.getValue()))
                .toList();
    }
}

package io.jenkins.plugins.awsdevtools.connection;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.events.EventQueue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.model.Jenkins;

/**
 * Has the queues read that the connections name. A connection that cannot be used now, for want of its credentials, is
 * tried again every minute.
 */
@Extension
public final class EventQueues {

    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Map<String, EventQueue> queues = new LinkedHashMap<>();
    private final Map<String, String> unusable = new LinkedHashMap<>();
    private boolean retrying;

    public static EventQueues get() {
        return ExtensionList.lookupSingleton(EventQueues.class);
    }

    /** Begins when jobs and credentials are there. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void begin() {
        get().apply();
    }

    /** The connections have changed. */
    static void refresh() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins != null && jenkins.getInitLevel().compareTo(InitMilestone.JOB_CONFIG_ADAPTED) >= 0) {
            get().apply();
        }
    }

    private synchronized void apply() {
        queues.clear();
        unusable.clear();
        for (AwsConnection connection : AwsConnections.get().getConnections()) {
            if (connection.getEventQueue() != null) {
                try {
                    queues.put(
                            connection.getName(),
                            new EventQueue(
                                    new ConnectionResolver().access(connection, Jenkins.get()),
                                    connection.getEventQueue()));
                } catch (ParameterException wrong) {
                    unusable.put(connection.getName(), wrong.getMessage());
                }
            }
        }
        if (queues.isEmpty() && unusable.isEmpty()) {
            AwsRuntime.get().stopReading();
            return;
        }
        AwsRuntime.get().events().read(queues.values());
        if (!unusable.isEmpty() && !retrying) {
            retrying = true;
            AwsRuntime.get().work().timing().after(RETRY, this::retry);
        }
    }

    private void retry() {
        synchronized (this) {
            retrying = false;
        }
        apply();
    }

    /** What keeps queues from being read now, by connection; empty if all is well. */
    public synchronized Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>(unusable);
        if (!queues.isEmpty()) {
            var health = AwsRuntime.get().events().health();
            queues.forEach((connection, queue) -> {
                if (health.containsKey(queue)) {
                    health.get(queue).failure().ifPresent(failure -> troubles.put(connection, failure.text()));
                }
            });
        }
        return troubles;
    }
}

package io.jenkins.plugins.awsdevtools.connection;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Extension;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;

/** Connects a Jenkins to an embedded AWS: credentials "local-key" and the connection "local". */
public final class LocalConnection {

    /** The embedded CloudWatch shows a line as soon as it was written. */
    private static final TailPacing AT_ONCE = new TailPacing(
            Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMinutes(5), Duration.ofMinutes(1));

    private LocalConnection() {}

    public static void configure(LocalAws aws) throws IOException {
        configure(aws.endpoint().toString(), aws.rootKey());
    }

    public static void configure(String endpoint, AccessKey key) throws IOException {
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials().removeIf(credentials -> credentials instanceof AWSCredentialsImpl);
        store.getCredentials()
                .add(new AWSCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "local-key",
                        key.accessKeyId(),
                        key.secretAccessKey(),
                        "embedded AWS"));
        store.save();
        AwsConnection connection = new AwsConnection("local", "eu-west-1");
        connection.setCredentialsId("local-key");
        connection.setEndpoint(endpoint);
        AwsConnections.get().setConnections(List.of(connection));
        AwsConnections.get().setWatchIntervalSeconds(1);
        Jenkins.get().setQuietPeriod(0);
        AwsRuntime.get().follow(AT_ONCE);
    }

    /** A Jenkins that starts again with an embedded AWS follows logs as before. */
    @Extension(ordinal = 1000)
    public static final class AfterRestart extends ItemListener {

        @Override
        public void onLoaded() {
            if (AwsConnections.get().named("local").isPresent()) {
                AwsRuntime.get().follow(AT_ONCE);
            }
        }
    }
}

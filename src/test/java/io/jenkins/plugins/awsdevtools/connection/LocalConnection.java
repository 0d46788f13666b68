package io.jenkins.plugins.awsdevtools.connection;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.IOException;
import java.util.List;

/** Connects a Jenkins to an embedded AWS: credentials "local-key" and the connection "local". */
public final class LocalConnection {

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
    }
}

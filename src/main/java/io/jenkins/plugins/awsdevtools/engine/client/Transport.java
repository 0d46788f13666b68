package io.jenkins.plugins.awsdevtools.engine.client;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/**
 * A pool of connections that go the same way, and the threads that serve it.
 *
 * @param client what the SDK's clients send with
 * @param threads ours and not the SDK's: it would hold whoever closes the client for two seconds of quiet
 */
record Transport(SdkAsyncHttpClient client, EventLoopGroup threads) implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int THREADS = 2;
    private static final int CONNECTIONS = 100;

    /** Through the proxy if there is one, whatever the environment of this process says. */
    static Transport open(Optional<HttpProxy> proxy) {
        ProxyConfiguration.Builder way =
                ProxyConfiguration.builder().useSystemPropertyValues(false).useEnvironmentVariableValues(false);
        proxy.ifPresent(given -> {
            way.scheme("http").host(given.host()).port(given.port()).nonProxyHosts(given.directHosts());
            given.user().ifPresent(way::username);
            given.password().ifPresent(way::password);
        });
        EventLoopGroup threads = new NioEventLoopGroup(THREADS, new DefaultThreadFactory("AWS connections", true));
        SdkAsyncHttpClient client = NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(SdkEventLoopGroup.create(threads))
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(AwsClients.ATTEMPT_TIMEOUT)
                .maxConcurrency(CONNECTIONS)
                .proxyConfiguration(way.build())
                .build();
        return new Transport(client, threads);
    }

    /** Closes the connections; the threads end by themselves. */
    @Override
    public void close() {
        client.close();
        threads.shutdownGracefully();
    }
}

package io.jenkins.plugins.awsdevtools.engine.transfer;

import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections to S3 that stay open between requests, over which many threads send one request each. A request is sent and
 * its answer received on the thread that asks; interrupting it closes the connection. A large body is sent after S3 has said
 * that it takes it, and no further than to a refusal.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html#API_PutObject_RequestSyntax">PutObject:
 *     "100-continue HTTP status code", by which the body is not sent if the request is refused for its headers</a>
 */
public final class HttpWire implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** For each piece of a body to be taken, for the answer to begin, and for each further piece of it. */
    private static final Duration ANSWER = Duration.ofMinutes(5);

    /** After so long without a request S3 may have closed the connection. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** Bytes: what is small goes out together with its headers. */
    private static final int BUFFER = 8 * 1024;

    /** Bytes after which it is looked whether an answer is there already; looking takes a millisecond. */
    private static final long LOOK = 1 << 20;

    /** Bytes of a body that S3 is asked for whether it takes it. */
    private static final long ASK = 1 << 20;

    /** Bytes of an answer that is no success. */
    private static final int LONGEST_TEXT = 64 * 1024;

    private final PoolingHttpClientConnectionManager connections;

    /** Knows no proxies, and takes a quarter less of the processor's time for a small request. */
    private final CloseableHttpClient direct;

    private final CloseableHttpClient proxied;
    private final ProxySelector proxies;
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "S3 transfer deadlines");
        thread.setDaemon(true);
        return thread;
    });
    private final Timing timing;

    /** Of an answer. */
    @FunctionalInterface
    public interface Headers {

        /** None. */
        Headers NONE = name -> Optional.empty();

        /** @param name in any case */
        Optional<String> firstValue(String name);
    }

    /** Takes what a success brings. */
    @FunctionalInterface
    public interface Receiver<T> {

        /**
         * @param body that is closed by whoever gives it
         * @throws IOException if the answer is not what was asked for or cannot be kept
         */
        T receive(int status, Headers headers, InputStream body) throws IOException;
    }

    /**
     * What S3 answered.
     *
     * @param body null unless it is a success
     * @param text what S3 says instead of a success, at most 64 KiB; empty if it is one
     */
    public record Answer<T>(int status, Headers headers, T body, String text) {

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /** One that goes through the proxies of the JVM. @param most requests at once */
    public HttpWire(int most) {
        this(most, ProxySelector.getDefault());
    }

    /**
     * @param most requests at once
     * @param proxies null if there are none
     */
    HttpWire(int most, ProxySelector proxies) {
        this(most, proxies, null);
    }

    /**
     * @param most requests at once
     * @param proxies null if there are none
     * @param given by which requests that do not get on are ended; null for real time
     */
    HttpWire(int most, ProxySelector proxies, Timing given) {
        this.proxies = proxies;
        this.timing = given == null ? Timing.of(deadlines, Clock.systemUTC()) : given;
        deadlines.setRemoveOnCancelPolicy(true);
        connections = new Connections()
                .setMaxConnTotal(most)
                .setMaxConnPerRoute(most)
                .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom().setBufferSize(BUFFER).build())
                        .responseOutOfOrderStrategy(new MonitoringResponseOutOfOrderStrategy(LOOK))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(CONNECT))
                        .setSocketTimeout(Timeout.of(ANSWER))
                        .setValidateAfterInactivity(Timeout.of(IDLE))
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(Timeout.of(ANSWER)).build())
                .build();
        direct = HttpClients.createMinimal(connections);
        proxied = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
                .setProxySelector(proxies)
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableDefaultUserAgent()
                .disableRedirectHandling()
                .build();
    }

    private boolean isProxied(URI uri) {
        return proxies != null && proxies.select(uri).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    /**
     * Sends a request once.
     *
     * @param body null if there is none
     * @param receiver called for a success only
     * @throws IOException if there is no answer, or the receiver throws it
     */
    <T> Answer<T> send(SignedRequest signed, Body body, Receiver<T> receiver) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(signed.method(), signed.uri());
        signed.headers().forEach(request::addHeader);
        Deadline deadline = new Deadline(timing, ANSWER, request::cancel);
        if (body != null) {
            request.setEntity(new EntityTemplate(body.length(), null, null, out -> body.writeTo(out, deadline::moved)));
            if (body.length() >= ASK) {
                request.addHeader(HttpHeaders.EXPECT, HeaderElements.CONTINUE);
            }
        }
        ClassicHttpResponse answer = null;
        try {
            CloseableHttpClient client = isProxied(signed.uri()) ? proxied : direct;
            answer = client.executeOpen(RoutingSupport.determineHost(request), request, null);
            deadline.cancel();
            return read(answer, receiver);
        } catch (HttpException unknownHost) {
            throw new IOException(unknownHost);
        } catch (IOException failed) {
            throw request.isCancelled()
                    ? new IOException("no answer within " + ANSWER.toSeconds() + " s", failed)
                    : failed;
        } finally {
            deadline.cancel();
            // What was read to its end has left its connection to others; of the rest nothing is read, and it may be
            // much.
            if (answer instanceof ModalCloseable closeable) {
                closeable.close(CloseMode.IMMEDIATE);
            }
        }
    }

    private static <T> Answer<T> read(ClassicHttpResponse answer, Receiver<T> receiver) throws IOException {
        Headers headers =
                name -> Optional.ofNullable(answer.getFirstHeader(name)).map(Header::getValue);
        int status = answer.getCode();
        HttpEntity entity = answer.getEntity();
        InputStream in = entity == null ? InputStream.nullInputStream() : entity.getContent();
        if (status / 100 != 2) {
            return new Answer<>(status, headers, null, new String(in.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8));
        }
        T received = receiver.receive(status, headers, in);
        in.close();
        return new Answer<>(status, headers, received, "");
    }

    /** Cuts what is under way. */
    @Override
    public void close() {
        deadlines.shutdownNow();
        connections.close(CloseMode.IMMEDIATE);
    }

    /** Of channels: unlike a plain socket's, their reading and writing ends when the thread is interrupted. */
    private static final class Connections extends PoolingHttpClientConnectionManagerBuilder {

        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver dns, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    socks -> socks == null ? SocketChannel.open().socket() : new Socket(socks),
                    ports,
                    dns,
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register(URIScheme.HTTPS.id, tls)
                            .build());
        }
    }
}

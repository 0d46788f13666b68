package io.jenkins.plugins.awsdevtools.localaws.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An HTTP/1.1 server on loopback, a thread for each connection. Beside the JDK's own it dates answers by a given clock,
 * asks for a body ({@code 100 Continue}) only when somebody reads it, and cuts a connection when it is told to. Thread
 * safe.
 */
public final class LoopbackServer implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(LoopbackServer.class.getName());
    private static final int BACKLOG = 1024;

    private final ServerSocket listener = new ServerSocket();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final RequestHandler handler;
    private final AnswerDate date;

    /**
     * Listens at once.
     *
     * @param port 0 for a free one
     */
    public LoopbackServer(int port, Clock clock, RequestHandler handler) throws IOException {
        this.handler = handler;
        this.date = new AnswerDate(clock);
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "local-aws-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        threads.execute(this::accept);
    }

    /** The port it listens at. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Stops listening, closes every connection and interrupts what is being served. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                begin(socket);
            } catch (SocketException e) {
                LOGGER.log(Level.FINEST, "The listener was closed", e);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "A connection could not be accepted", e);
            }
        }
    }

    private void begin(Socket socket) throws IOException {
        try {
            threads.execute(() -> serve(socket));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINEST, "A connection came while the server closed", e);
            socket.close();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (!listener.isClosed()) {
                new HttpConnection(socket, date, handler).serve();
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINEST, "A connection ended", e);
        } finally {
            open.remove(socket);
        }
    }
}

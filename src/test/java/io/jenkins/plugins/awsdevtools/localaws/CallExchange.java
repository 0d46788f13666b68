package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.http.ConnectionCut;
import io.jenkins.plugins.awsdevtools.localaws.http.HttpReply;
import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.signature.SignatureVerifier.Claim;
import io.jenkins.plugins.awsdevtools.localaws.signature.VerifiedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One request on its way: routed, verified, exposed to the faults, done, answered, recorded. Used by one thread. */
final class CallExchange {
    private static final Logger LOGGER = Logger.getLogger(CallExchange.class.getName());
    private static final int LARGEST_FORM = 1024 * 1024;

    private final CallDispatcher dispatcher;
    private final RequestHead head;
    private final Protocol protocol;
    private final HttpReply reply;
    private final String requestId = requestId();
    private AtomicReference<CallRecord> entry;
    private boolean executed;
    private String outcome = CallRecord.OK;

    CallExchange(CallDispatcher dispatcher, RequestHead head, HttpReply reply) {
        this.dispatcher = dispatcher;
        this.head = head;
        this.protocol = Protocol.of(head);
        this.reply = reply;
    }

    /** Needs to differ and no more, so that no request waits for the machine's one source of secrets. */
    private static String requestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    void run(InputStream body) throws IOException {
        name(reply);
        // The client may look at the ledger as soon as it has the answer.
        reply.beforeAnswer(this::record);
        try {
            serve(body);
        } catch (AwsError e) {
            outcome = e.code();
            answer(e);
        } catch (ConnectionCut e) {
            outcome = CallRecord.CUT;
        } catch (IOException | UncheckedIOException e) {
            outcome = CallRecord.CUT;
            LOGGER.log(Level.FINE, "Connection failed", e);
        } catch (InterruptedException e) {
            outcome = CallRecord.CUT;
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The boundary: a fault of this server is answered as AWS answers its own.
            outcome = "InternalFailure";
            LOGGER.log(Level.SEVERE, "LocalAws failed to serve " + head.method() + " " + head.rawPath(), e);
            answer(new AwsError("InternalFailure", 500, e.toString()));
        } finally {
            record();
        }
    }

    private void serve(InputStream raw) throws IOException, InterruptedException {
        InputStream body = raw;
        QueryParameters form = head.query();
        if (protocol == Protocol.QUERY && head.method().equals("POST")) {
            byte[] bytes = raw.readNBytes(LARGEST_FORM);
            form = QueryParameters.parse(new String(bytes, StandardCharsets.UTF_8));
            body = new ByteArrayInputStream(bytes);
        }
        CallRoute route = route(form);
        VerifiedRequest verified;
        try {
            verified = dispatcher.authenticate(route, head, protocol, body);
        } catch (AwsError e) {
            begin(route, Caller.ANONYMOUS);
            throw e;
        }
        // Who waits for this call in the ledger may count on its fault being its own.
        Optional<Fault> fault = dispatcher.faults().take(route.qualifiedOperation());
        begin(route, verified.caller());
        LocalService service = route.service()
                .orElseThrow(() -> new AwsError(
                        "UnknownOperationException", 404, "LocalAws has no service " + route.serviceName()));
        AwsCall call = new AwsCall(head, protocol, route.serviceName(), route.operation(), requestId, verified, reply);
        reply.spoil(dispatcher.faults().before(fault, service, call, reply));
        if (reply.status() == 0) {
            execute(service, call);
        }
    }

    private CallRoute route(QueryParameters form) {
        try {
            return dispatcher.router().route(head, protocol, form, dispatcher.claim(head, protocol));
        } catch (AwsError e) {
            Claim none = new Claim(Optional.empty(), "");
            begin(dispatcher.router().route(head, protocol, form, none), Caller.ANONYMOUS);
            throw e;
        }
    }

    private void execute(LocalService service, AwsCall call) throws IOException {
        executed = true;
        boolean ended = false;
        try {
            service.handle(call);
            ended = true;
        } finally {
            // An answer that got lost was still preceded by the deed; a refusal or a broken upload was not.
            executed = ended || reply.status() != 0;
        }
    }

    private void begin(CallRoute route, Caller caller) {
        entry = dispatcher
                .ledger()
                .begin(new CallRecord(
                        route.qualifiedOperation(),
                        caller,
                        route.claim().accessKeyId(),
                        route.region(),
                        dispatcher.now(),
                        head.path(),
                        head.header("range").orElse(""),
                        false,
                        0,
                        CallRecord.PENDING));
    }

    private void record() {
        if (entry != null) {
            dispatcher.ledger().end(entry, entry.get().ended(executed, reply.status(), outcome));
        }
    }

    private void answer(AwsError error) throws IOException {
        // An answer that was begun cannot be taken back; the connection ends with it half written.
        if (reply.status() == 0) {
            ErrorWriter.write(error, head, protocol, requestId, reply);
        }
    }

    private void name(HttpReply to) {
        to.header("Server", "LocalAws");
        if (protocol == Protocol.REST_XML) {
            to.header("x-amz-request-id", requestId);
            to.header("x-amz-id-2", requestId);
        } else {
            to.header("x-amzn-RequestId", requestId);
        }
    }
}

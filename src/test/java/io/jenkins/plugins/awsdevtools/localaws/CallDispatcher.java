package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.http.ConnectionCut;
import io.jenkins.plugins.awsdevtools.localaws.http.HttpReply;
import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.ReplyFault;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHandler;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.signature.CredentialScope;
import io.jenkins.plugins.awsdevtools.localaws.signature.SignatureVerifier;
import io.jenkins.plugins.awsdevtools.localaws.signature.VerifiedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes every request: finds its service and operation, verifies it, lets the faults have their way, has it done and
 * records it. Thread safe.
 */
final class CallDispatcher implements RequestHandler {
    private static final Logger LOGGER = Logger.getLogger(CallDispatcher.class.getName());
    private static final int LARGEST_FORM = 1024 * 1024;

    private final Map<String, LocalService> services = new ConcurrentHashMap<>();
    private final LocalAwsSettings settings;
    private final SignatureVerifier verifier;
    private final Caller root;
    private final FaultInjection faults;
    private final CallLedger ledger;

    CallDispatcher(LocalAwsSettings settings, KeyRing keys, Caller root, Faults faults, CallLedger ledger) {
        this.settings = settings;
        this.verifier = new SignatureVerifier(keys, settings.clock(), settings.region());
        this.root = root;
        this.faults = new FaultInjection(faults);
        this.ledger = ledger;
    }

    void register(LocalService service) {
        services.put(service.signingName(), service);
    }

    @Override
    public void handle(RequestHead head, InputStream body, HttpReply reply) throws IOException {
        new Exchange(head, Protocol.of(head), reply).run(body);
    }

    /** One request on its way. */
    private final class Exchange {
        private final RequestHead head;
        private final Protocol protocol;
        private final HttpReply reply;
        private final String requestId = UUID.randomUUID().toString();
        private AtomicReference<CallRecord> entry;
        private boolean executed;
        private String outcome = CallRecord.OK;

        Exchange(RequestHead head, Protocol protocol, HttpReply reply) {
            this.head = head;
            this.protocol = protocol;
            this.reply = reply;
        }

        void run(InputStream raw) throws IOException {
            reply.header("Server", "LocalAws");
            if (protocol == Protocol.REST_XML) {
                reply.header("x-amz-request-id", requestId);
                reply.header("x-amz-id-2", requestId);
            } else {
                reply.header("x-amzn-RequestId", requestId);
            }
            // The client may look at the ledger as soon as it has the answer.
            reply.beforeAnswer(this::record);
            try {
                serve(raw);
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

        private void record() {
            if (entry != null) {
                ledger.end(entry, entry.get().ended(executed, reply.status(), outcome));
            }
        }

        private void answer(AwsError error) throws IOException {
            // An answer that was begun cannot be taken back; the connection ends with it half written.
            if (reply.status() == 0) {
                ErrorWriter.write(error, head, protocol, requestId, reply);
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
            SignatureVerifier.Claim claim;
            try {
                claim = verifier.claim(head, protocol);
            } catch (AwsError e) {
                begin("unknown:" + named(form), Caller.ANONYMOUS, "", "");
                throw e;
            }
            String serviceName =
                    claim.scope().map(CredentialScope::service).orElse(protocol == Protocol.QUERY ? "sts" : "s3");
            Optional<String> rightService = TargetPrefixes.serviceOf(head, protocol);
            Optional<LocalService> service = Optional.ofNullable(services.get(serviceName));
            String operation = protocol == Protocol.REST_XML && service.isPresent()
                    ? service.get().operationOf(head)
                    : named(form);
            String region = claim.scope().map(CredentialScope::region).orElse(settings.region());
            String named = serviceName + ":" + operation;
            VerifiedRequest verified;
            try {
                verified = verify(service, operation, claim, body);
                if (claim.scope().isPresent()
                        && !rightService.orElse(serviceName).equals(serviceName)) {
                    throw AuthErrors.invalidSignature(
                            protocol, "Credential should be scoped to correct service: '" + rightService.get() + "'.");
                }
            } catch (AwsError e) {
                begin(named, Caller.ANONYMOUS, claim.accessKeyId(), region);
                throw e;
            }
            // Who waits for this call in the ledger may count on its fault being its own.
            Optional<Fault> fault = faults.take(named);
            begin(named, verified.caller(), claim.accessKeyId(), region);
            if (service.isEmpty()) {
                throw new AwsError("UnknownOperationException", 404, "LocalAws has no service " + serviceName);
            }
            AwsCall call = new AwsCall(head, protocol, serviceName, operation, requestId, verified, reply);
            ReplyFault replyFault = faults.before(fault, service.get(), call, reply);
            reply.spoil(replyFault);
            if (reply.status() != 0) {
                return;
            }
            executed = true;
            try {
                service.get().handle(call);
            } catch (AwsError e) {
                executed = false;
                throw e;
            }
        }

        private String named(QueryParameters form) {
            return switch (protocol) {
                case JSON -> {
                    String target = head.header("x-amz-target").orElse("");
                    yield target.substring(target.lastIndexOf('.') + 1);
                }
                case QUERY -> form.first("Action").orElse("Unknown");
                case REST_XML -> "Unknown";
            };
        }

        private void begin(String operation, Caller caller, String accessKeyId, String region) {
            entry = ledger.begin(new CallRecord(
                    operation, caller, accessKeyId, region, settings.clock().instant(), false, 0, CallRecord.PENDING));
        }

        private VerifiedRequest verify(
                Optional<LocalService> service, String operation, SignatureVerifier.Claim claim, InputStream body)
                throws IOException {
            if (claim.scope().isPresent() && settings.signaturesRequired()) {
                return verifier.verify(head, protocol, body);
            }
            if (!settings.signaturesRequired()) {
                return verifier.trust(head, protocol, body, root);
            }
            if (service.isPresent() && service.get().allowsAnonymous(operation)) {
                return verifier.unsigned(body, Caller.ANONYMOUS);
            }
            throw AuthErrors.missing(protocol);
        }
    }
}

package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.http.HttpReply;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHandler;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.signature.SignatureVerifier;
import io.jenkins.plugins.awsdevtools.localaws.signature.SignatureVerifier.Claim;
import io.jenkins.plugins.awsdevtools.localaws.signature.VerifiedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** Takes every request of the AWS protocols and has what a {@link CallExchange} needs. Thread safe. */
final class CallDispatcher implements RequestHandler {
    private final LocalAwsSettings settings;
    private final CallRouter router;
    private final SignatureVerifier verifier;
    private final Caller root;
    private final FaultInjection faults;
    private final CallLedger ledger;

    CallDispatcher(LocalAwsSettings settings, KeyRing keys, Caller root, Faults faults, CallLedger ledger) {
        this.settings = settings;
        this.router = new CallRouter(settings.region());
        this.verifier = new SignatureVerifier(keys, settings.clock(), settings.region());
        this.root = root;
        this.faults = new FaultInjection(faults);
        this.ledger = ledger;
    }

    @Override
    public void handle(RequestHead head, InputStream body, HttpReply reply) throws IOException {
        new CallExchange(this, head, reply).run(body);
    }

    void register(LocalService service) {
        router.register(service);
    }

    CallRouter router() {
        return router;
    }

    FaultInjection faults() {
        return faults;
    }

    CallLedger ledger() {
        return ledger;
    }

    Instant now() {
        return settings.clock().instant();
    }

    Claim claim(RequestHead head, Protocol protocol) {
        return verifier.claim(head, protocol);
    }

    /**
     * Finds out who calls.
     *
     * @throws AwsError when the signature is missing, wrong, or for another service
     */
    VerifiedRequest authenticate(CallRoute route, RequestHead head, Protocol protocol, InputStream body)
            throws IOException {
        if (!settings.signaturesRequired()) {
            return verifier.trust(head, protocol, body, root);
        }
        if (!route.isSigned()) {
            if (route.allowsAnonymous()) {
                return verifier.unsigned(body, Caller.ANONYMOUS);
            }
            throw AuthErrors.missing(protocol);
        }
        VerifiedRequest verified = verifier.verify(head, protocol, body);
        Optional<String> right = TargetPrefixes.serviceOf(head, protocol);
        if (right.isPresent() && !right.equals(route.signedService())) {
            throw AuthErrors.invalidSignature(
                    protocol, "Credential should be scoped to correct service: '" + right.get() + "'.");
        }
        return verified;
    }
}

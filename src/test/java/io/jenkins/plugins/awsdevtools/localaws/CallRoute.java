package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.signature.CredentialScope;
import io.jenkins.plugins.awsdevtools.localaws.signature.SignatureVerifier.Claim;
import java.util.Optional;

/**
 * Where a request goes, told before its signature is verified.
 *
 * @param claim the scope and key it says it was signed with
 * @param serviceName the service of that scope, or else of the protocol's own signs
 * @param service that service, if there is one here
 * @param operation the operation, {@code Unknown} where it cannot be told
 * @param region the region of the scope, or else the usual one
 */
record CallRoute(Claim claim, String serviceName, Optional<LocalService> service, String operation, String region) {

    /** As the faults and the ledger name it. */
    String qualifiedOperation() {
        return serviceName + ":" + operation;
    }

    /** Whether the request carries a signature. */
    boolean isSigned() {
        return claim.scope().isPresent();
    }

    /** The service a signature was made for. */
    Optional<String> signedService() {
        return claim.scope().map(CredentialScope::service);
    }

    /** Whether this may be called without a signature. */
    boolean allowsAnonymous() {
        return service.isPresent() && service.get().allowsAnonymous(operation);
    }
}

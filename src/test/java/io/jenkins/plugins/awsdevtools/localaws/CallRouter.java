package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.signature.CredentialScope;
import io.jenkins.plugins.awsdevtools.localaws.signature.SignatureVerifier.Claim;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the service and the operation of a request. Thread safe. */
final class CallRouter {
    private static final String REST_SERVICE = "s3";
    private static final String UNKNOWN = "Unknown";

    private final Map<String, LocalService> services = new ConcurrentHashMap<>();
    private final String usualRegion;

    CallRouter(String usualRegion) {
        this.usualRegion = usualRegion;
    }

    /** Adds a service, or takes the place of the one with its name. */
    void register(LocalService service) {
        services.put(service.signingName(), service);
    }

    /** The route of a request; {@code form} has the parameters of a query call. */
    CallRoute route(RequestHead head, Protocol protocol, QueryParameters form, Claim claim) {
        String name = claim.scope()
                .map(CredentialScope::service)
                .or(() -> TargetPrefixes.serviceOf(head, protocol))
                .orElse(REST_SERVICE);
        Optional<LocalService> service = Optional.ofNullable(services.get(name));
        String operation =
                switch (protocol) {
                    case JSON -> afterDot(head.header("x-amz-target").orElse(UNKNOWN));
                    case QUERY -> form.first("Action").orElse(UNKNOWN);
                    case REST_XML ->
                        service.map(found -> found.operationOf(head)).orElse(UNKNOWN);
                };
        String region = claim.scope().map(CredentialScope::region).orElse(usualRegion);
        return new CallRoute(claim, name, service, operation, region);
    }

    private static String afterDot(String target) {
        return target.substring(target.lastIndexOf('.') + 1);
    }
}

package io.jenkins.plugins.awsdevtools.localaws.sts;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.Caller;
import io.jenkins.plugins.awsdevtools.localaws.IssuedKey;
import io.jenkins.plugins.awsdevtools.localaws.KeyRing;
import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Roles, the providers they trust, and the sessions that were begun. Thread safe. */
final class RoleSessions {
    /** "IAM and AWS STS quotas": role chaining limits a session to one hour. */
    private static final Duration CHAINED = Duration.ofHours(1);

    private final Map<String, Role> roles = new ConcurrentHashMap<>();
    private final Map<String, OidcProvider> providers = new ConcurrentHashMap<>();
    private final List<RoleSession> sessions = new CopyOnWriteArrayList<>();
    private final String accountId;
    private final KeyRing keys;
    private final Clock clock;

    RoleSessions(String accountId, KeyRing keys, Clock clock) {
        this.accountId = accountId;
        this.keys = keys;
        this.clock = clock;
    }

    Role create(String nameOrArn, RoleTrust trust) {
        String arn = nameOrArn.startsWith("arn:") ? nameOrArn : "arn:aws:iam::" + accountId + ":role/" + nameOrArn;
        Role role = new Role(arn, keys.uniqueId("AROA"), trust);
        roles.put(arn, role);
        return role;
    }

    void create(OidcProvider provider) {
        providers.put(provider.issuer(), provider);
    }

    List<RoleSession> all() {
        return List.copyOf(sessions);
    }

    void assumeRole(AwsCall call) throws IOException {
        SessionRequest request = SessionRequest.of(call.form());
        Caller caller = call.caller();
        if (caller.arn().endsWith(":root")) {
            throw new AwsError("AccessDenied", 403, "Roles may not be assumed by root accounts.");
        }
        Role role = Optional.ofNullable(roles.get(request.roleArn()))
                .filter(found -> found.trust().callers().isEmpty()
                        || found.trust().callers().contains(caller.arn()))
                .filter(found -> found.trust().externalId().isEmpty()
                        || found.trust().externalId().equals(request.externalId()))
                .orElseThrow(() -> denied(caller, "sts:AssumeRole", request.roleArn()));
        if (!request.tags().isEmpty() && !role.trust().mayTag()) {
            throw denied(caller, "sts:TagSession", request.roleArn());
        }
        requireDuration(request, role);
        if (caller.arn().contains(":assumed-role/") && request.duration().compareTo(CHAINED) > 0) {
            throw SessionRequest.validation(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
                            + " chaining");
        }
        IssuedKey issued = begin(role, request, caller.arn(), request.tags());
        XmlText xml = begin(call).open("AssumeRoleResult");
        describe(xml, role, request, issued);
        if (!request.tags().isEmpty()) {
            xml.element("PackedPolicySize", 1);
        }
        StsService.reply(call, xml.close("AssumeRoleResult"));
    }

    void assumeRoleWithWebIdentity(AwsCall call) throws IOException {
        QueryParameters form = call.form();
        SessionRequest request = SessionRequest.of(form);
        String text = SessionRequest.required(form, "WebIdentityToken");
        SessionRequest.require(text, "webIdentityToken", 4, 20_000, Pattern.compile(".*"));
        JsonWebToken token = JsonWebToken.parse(text);
        OidcProvider provider = verify(token);
        String subject = token.required("sub");
        Role role = Optional.ofNullable(roles.get(request.roleArn()))
                .filter(found -> found.trust()
                        .webIdentity()
                        .filter(trust -> trust.issuer().equals(provider.issuer()) && trust.accepts(subject))
                        .isPresent())
                .orElseThrow(() ->
                        new AwsError("AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        requireDuration(request, role);
        SessionRequest.requireTags(token.tags());
        IssuedKey issued = begin(role, request, subject, token.tags());
        XmlText xml = begin(call).open("AssumeRoleWithWebIdentityResult");
        describe(xml, role, request, issued);
        xml.element("SubjectFromWebIdentityToken", subject)
                .element("Audience", token.audiences().get(0))
                .element("Provider", provider.arn(accountId));
        StsService.reply(call, xml.close("AssumeRoleWithWebIdentityResult"));
    }

    private OidcProvider verify(JsonWebToken token) {
        String issuer = token.required("iss");
        OidcProvider provider = Optional.ofNullable(providers.get(issuer))
                .orElseThrow(
                        () -> JsonWebToken.invalid("No OpenIDConnect provider found in your account for " + issuer));
        if (!provider.hasSigned(token)) {
            throw JsonWebToken.invalid(
                    "The web identity token that was passed could not be validated by AWS. Get a new "
                            + "identity token from the identity provider and then retry the request.");
        }
        if (token.audiences().stream().noneMatch(provider.audiences()::contains)) {
            throw JsonWebToken.invalid("Incorrect token audience");
        }
        Instant now = clock.instant();
        Instant expiration = token.time("exp");
        if (!now.isBefore(expiration)) {
            throw new AwsError(
                    "ExpiredTokenException",
                    400,
                    "Token expired: current date/time " + now.getEpochSecond()
                            + " must be before the expiration date/time " + expiration.getEpochSecond());
        }
        token.required("iat");
        return provider;
    }

    private static void requireDuration(SessionRequest request, Role role) {
        if (request.duration().compareTo(role.trust().maxSession()) > 0) {
            throw SessionRequest.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    private IssuedKey begin(Role role, SessionRequest request, String by, Map<String, String> tags) {
        String arn = arn(role, request);
        Instant expiration = clock.instant().plus(request.duration()).truncatedTo(ChronoUnit.SECONDS);
        IssuedKey issued =
                keys.issueSession(arn, role.accountId(), role.roleId() + ":" + request.name(), expiration, tags);
        sessions.add(new RoleSession(
                role.arn(),
                request.name(),
                arn,
                by,
                request.externalId(),
                Map.copyOf(tags),
                Set.copyOf(request.transitiveTagKeys()),
                request.duration(),
                expiration,
                issued.key().accessKeyId()));
        return issued;
    }

    private static String arn(Role role, SessionRequest request) {
        return "arn:aws:sts::" + role.accountId() + ":assumed-role/" + role.name() + "/" + request.name();
    }

    private static XmlText begin(AwsCall call) {
        return new XmlText().open(call.operation() + "Response", StsService.NAMESPACE);
    }

    private static void describe(XmlText xml, Role role, SessionRequest request, IssuedKey issued) {
        xml.open("AssumedRoleUser")
                .element("AssumedRoleId", role.roleId() + ":" + request.name())
                .element("Arn", arn(role, request))
                .close("AssumedRoleUser")
                .open("Credentials")
                .element("AccessKeyId", issued.key().accessKeyId())
                .element("SecretAccessKey", issued.key().secretAccessKey())
                .element("SessionToken", issued.sessionToken().orElseThrow())
                .element("Expiration", issued.expiration().orElseThrow())
                .close("Credentials");
    }

    private static AwsError denied(Caller caller, String action, String resource) {
        return new AwsError(
                "AccessDenied",
                403,
                "User: " + caller.arn() + " is not authorized to perform: " + action + " on resource: " + resource);
    }
}

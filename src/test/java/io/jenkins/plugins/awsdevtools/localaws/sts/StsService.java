package io.jenkins.plugins.awsdevtools.localaws.sts;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.KeyRing;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;

/**
 * The Security Token Service: who calls, and temporary credentials of roles that end by the clock. Thread safe.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html">AWS STS API Reference</a>
 */
public final class StsService implements LocalService {
    static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private final RoleSessions sessions;

    public StsService(String accountId, KeyRing keys, Clock clock) {
        this.sessions = new RoleSessions(accountId, keys, clock);
    }

    /** Makes a role, or one with other trust in its place. A name is of this account; an ARN is taken as it is. */
    public Role createRole(String nameOrArn, RoleTrust trust) {
        return sessions.create(nameOrArn, trust);
    }

    /** Makes a provider of web identities known. */
    public void createOidcProvider(OidcProvider provider) {
        sessions.create(provider);
    }

    /** Every session that was begun, in order, ended ones too. */
    public List<RoleSession> roleSessions() {
        return sessions.all();
    }

    @Override
    public String signingName() {
        return "sts";
    }

    @Override
    public boolean allowsAnonymous(String operation) {
        return operation.equals("AssumeRoleWithWebIdentity");
    }

    @Override
    public String resourceArn(AwsCall call) {
        try {
            return call.form().first("RoleArn").orElse("*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        switch (call.operation()) {
            case "GetCallerIdentity" ->
                reply(
                        call,
                        new XmlText()
                                .open("GetCallerIdentityResponse", NAMESPACE)
                                .open("GetCallerIdentityResult")
                                .element("Arn", call.caller().arn())
                                .element("UserId", call.caller().userId())
                                .element("Account", call.caller().accountId())
                                .close("GetCallerIdentityResult"));
            case "AssumeRole" -> sessions.assumeRole(call);
            case "AssumeRoleWithWebIdentity" -> sessions.assumeRoleWithWebIdentity(call);
            default ->
                throw new AwsError(
                        "InvalidAction",
                        400,
                        "Could not find operation " + call.operation() + " for version 2011-06-15");
        }
    }

    static void reply(AwsCall call, XmlText result) throws IOException {
        result.open("ResponseMetadata").element("RequestId", call.requestId()).close("ResponseMetadata");
        call.replyXml(result.close(call.operation() + "Response").toString());
    }
}

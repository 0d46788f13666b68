package io.jenkins.plugins.awsdevtools.localaws.sts;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.io.IOException;

/**
 * The Security Token Service.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html">AWS STS API Reference</a>
 */
public final class StsService implements LocalService {
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    @Override
    public String signingName() {
        return "sts";
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        switch (call.operation()) {
            case "GetCallerIdentity" -> reply(
                    call,
                    new XmlText()
                            .open("GetCallerIdentityResponse", NAMESPACE)
                            .open("GetCallerIdentityResult")
                            .element("Arn", call.caller().arn())
                            .element("UserId", call.caller().userId())
                            .element("Account", call.caller().accountId())
                            .close("GetCallerIdentityResult"));
            default -> throw new AwsError(
                    "InvalidAction", 400, "Could not find operation " + call.operation() + " for version 2011-06-15");
        }
    }

    private static void reply(AwsCall call, XmlText result) throws IOException {
        result.open("ResponseMetadata").element("RequestId", call.requestId()).close("ResponseMetadata");
        call.replyXml(result.close(call.operation() + "Response").toString());
    }
}

package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.http.ConnectionCut;
import io.jenkins.plugins.awsdevtools.localaws.http.HttpReply;
import io.jenkins.plugins.awsdevtools.localaws.http.ReplyFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Does to one call what the {@link Faults} say. */
final class FaultInjection {
    private static final byte[] PROXY_PAGE = """
        <!DOCTYPE html>
        <html><head><title>502 Bad Gateway</title></head>
        <body><center><h1>502 Bad Gateway</h1></center><hr><center>proxy</center></body></html>
        """.getBytes(StandardCharsets.UTF_8);
    private static final int BAD_GATEWAY = 502;

    private final Faults faults;

    FaultInjection(Faults faults) {
        this.faults = faults;
    }

    /** Takes the fault a call of this operation gets. */
    Optional<Fault> take(String operation) {
        return faults.next(operation);
    }

    /**
     * What happens before the service does the call.
     *
     * @return what shall happen to its answer
     * @throws AwsError when the call is refused
     * @throws ConnectionCut when it is dropped
     */
    ReplyFault before(Optional<Fault> fault, LocalService service, AwsCall call, HttpReply reply)
            throws IOException, InterruptedException {
        String operation = call.service() + ":" + call.operation();
        faults.delay(operation);
        ReplyFault replyFault = fault.isPresent() ? inject(fault.get(), call, reply) : ReplyFault.NONE;
        if (reply.status() == 0 && faults.denies(operation, call.caller())) {
            throw AuthErrors.denied(
                    call.protocol(), call.caller(), service.iamAction(call.operation()), service.resourceArn(call));
        }
        return replyFault;
    }

    private ReplyFault inject(Fault fault, AwsCall call, HttpReply reply) throws IOException, InterruptedException {
        if (fault instanceof Fault.Throttle) {
            throw AuthErrors.throttled(call.protocol());
        } else if (fault instanceof Fault.Fail fail) {
            throw new AwsError(fail.code(), fail.status(), fail.message());
        } else if (fault instanceof Fault.ExpiredToken) {
            throw AuthErrors.expiredToken(call.protocol());
        } else if (fault instanceof Fault.CutBefore) {
            throw new ConnectionCut();
        } else if (fault instanceof Fault.HtmlPage) {
            reply.header("Content-Type", "text/html");
            reply.send(BAD_GATEWAY, PROXY_PAGE);
            return ReplyFault.NONE;
        } else if (fault instanceof Fault.Stall stall) {
            if (!faults.hold(stall)) {
                throw new ConnectionCut();
            }
            return ReplyFault.NONE;
        } else if (fault instanceof Fault.HoldAnswer held) {
            reply.hold(() -> faults.hold(held));
            return ReplyFault.NONE;
        } else if (fault instanceof Fault.CutAfter) {
            return ReplyFault.LOST;
        }
        return fault instanceof Fault.CutMidBody ? ReplyFault.HALF_BODY : ReplyFault.GARBAGE;
    }
}

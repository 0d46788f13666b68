package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import io.jenkins.plugins.awsdevtools.localaws.Caller;
import io.jenkins.plugins.awsdevtools.localaws.GitCalls;
import io.jenkins.plugins.awsdevtools.localaws.KeyRing;
import io.jenkins.plugins.awsdevtools.localaws.http.HttpReply;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHandler;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Git over smart HTTP at {@code /v1/repos/<repository>}. The ledger and the faults know its calls by their IAM actions
 * {@code codecommit:GitPull} and {@code codecommit:GitPush}.
 *
 * @see <a href="https://git-scm.com/docs/http-protocol">Git's HTTP transfer protocols</a>
 */
public final class GitTransport implements RequestHandler {
    /** Where repositories are, as in AWS. */
    public static final String PATH = "/v1/repos/";

    private static final Pattern REQUEST =
            Pattern.compile("(/v1/repos/([\\w.-]+)/?)/(info/refs|git-upload-pack|git-receive-pack)");
    private static final String UPLOAD = "git-upload-pack";
    private static final String RECEIVE = "git-receive-pack";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private record Admission(GitRepository repository, Caller caller) {}

    private final LocalCodeCommit local;
    private final GitSignature signature;
    private final GitCalls calls;
    private final boolean signaturesRequired;

    public GitTransport(LocalCodeCommit local, KeyRing keys, Clock clock, GitCalls calls, boolean signaturesRequired) {
        this.local = local;
        this.signature = new GitSignature(keys, clock);
        this.calls = calls;
        this.signaturesRequired = signaturesRequired;
    }

    @Override
    public void handle(RequestHead head, InputStream body, HttpReply reply) throws IOException {
        Matcher request = REQUEST.matcher(head.path());
        if (!request.matches()) {
            reply.send(NOT_FOUND, new byte[0]);
            return;
        }
        String service = request.group(3).equals("info/refs")
                ? head.query().first("service").orElse("")
                : request.group(3);
        if (!service.equals(UPLOAD) && !service.equals(RECEIVE)) {
            text(reply, FORBIDDEN, "Only smart HTTP is supported");
            return;
        }
        Optional<String> authorization = head.header("authorization");
        if (authorization.isEmpty() && signaturesRequired) {
            reply.header("WWW-Authenticate", "Basic realm=\"AWS CodeCommit\"");
            reply.send(UNAUTHORIZED, new byte[0]);
            return;
        }
        Optional<Admission> admitted = admit(head, request, authorization.orElse(""));
        String operation = service.equals(UPLOAD) ? "GitPull" : "GitPush";
        if (admitted.isEmpty()) {
            boolean exists = !local.everywhere(request.group(2)).isEmpty();
            text(reply, exists ? FORBIDDEN : NOT_FOUND, exists ? "" : "repository not found");
            return;
        }
        GitRepository repository = admitted.get().repository();
        boolean advertise = request.group(3).equals("info/refs");
        if (!calls.admit(operation, admitted.get().caller(), repository.region(), advertise)) {
            text(
                    reply,
                    FORBIDDEN,
                    admitted.get().caller().arn() + " is not authorized to perform: codecommit:" + operation
                            + " on resource: " + local.arn(repository));
            return;
        }
        serve(head, body, reply, repository, service, advertise);
    }

    private Optional<Admission> admit(RequestHead head, Matcher request, String authorization) {
        for (GitRepository repository : local.everywhere(request.group(2))) {
            Optional<Caller> caller = signaturesRequired
                    ? signature.check(
                            authorization, head.header("host").orElse(""), request.group(1), repository.region())
                    : Optional.of(Caller.ANONYMOUS);
            if (caller.isPresent()) {
                return Optional.of(new Admission(repository, caller.get()));
            }
        }
        return Optional.empty();
    }

    private static void serve(
            RequestHead head,
            InputStream body,
            HttpReply reply,
            GitRepository repository,
            String service,
            boolean advertise)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (advertise) {
            PacketLineOut lines = new PacketLineOut(out);
            lines.writeString("# service=" + service + "\n");
            lines.end();
            PacketLineOutRefAdvertiser advertiser = new PacketLineOutRefAdvertiser(lines);
            if (service.equals(UPLOAD)) {
                upload(repository).sendAdvertisedRefs(advertiser);
            } else {
                receive(repository).sendAdvertisedRefs(advertiser);
            }
        } else {
            boolean zipped =
                    head.header("content-encoding").filter("gzip"::equals).isPresent();
            InputStream in = zipped ? new GZIPInputStream(body) : body;
            if (service.equals(UPLOAD)) {
                upload(repository).upload(in, out, null);
            } else {
                receive(repository).receive(in, out, null);
            }
        }
        reply.header("Cache-Control", "no-cache");
        reply.header("Content-Type", "application/x-" + service + (advertise ? "-advertisement" : "-result"));
        reply.send(OK, out.toByteArray());
    }

    private static UploadPack upload(GitRepository repository) {
        UploadPack upload = new UploadPack(repository.git());
        upload.setBiDirectionalPipe(false);
        return upload;
    }

    private static ReceivePack receive(GitRepository repository) {
        ReceivePack receive = new ReceivePack(repository.git());
        receive.setBiDirectionalPipe(false);
        receive.setAllowNonFastForwards(true);
        receive.setPostReceiveHook((pack, commands) -> changed(repository, commands));
        return receive;
    }

    private static void changed(GitRepository repository, Collection<ReceiveCommand> commands) {
        for (ReceiveCommand command : commands) {
            repository.pushed(command.getRefName(), id(command.getOldId()), id(command.getNewId()));
        }
    }

    private static String id(ObjectId id) {
        return ObjectId.zeroId().equals(id) ? "" : id.getName();
    }

    private static void text(HttpReply reply, int status, String text) throws IOException {
        reply.header("Content-Type", "text/plain");
        reply.send(status, text.getBytes(StandardCharsets.UTF_8));
    }
}

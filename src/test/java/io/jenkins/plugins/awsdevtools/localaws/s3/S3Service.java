package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AuthErrors;
import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.Caller;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The Simple Storage Service, path style and virtual-host style.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html">Amazon S3 API Reference</a>
 */
public final class S3Service implements LocalService {
    static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private final Map<String, S3Handler> handlers = new HashMap<>();
    private final S3Store store;
    private final Predicate<Caller> mayList;

    /**
     * Serves a store.
     *
     * @param mayList who has {@code s3:ListBucket}; nobody else is told that a key does not exist
     */
    public S3Service(S3Store store, Predicate<Caller> mayList) {
        this.store = store;
        this.mayList = mayList;
        handlers.putAll(new BucketOperations(store).handlers());
        handlers.putAll(new ObjectReads().handlers());
        handlers.putAll(new ObjectWrites(store).handlers());
        handlers.putAll(new ObjectCopies(store).handlers());
        handlers.putAll(new ObjectDeletes(store).handlers());
        handlers.putAll(new ObjectListings().handlers());
        handlers.putAll(new MultipartUploads(store).handlers());
        handlers.putAll(new MultipartListings().handlers());
    }

    @Override
    public String signingName() {
        return "s3";
    }

    @Override
    public String operationOf(RequestHead head) {
        return S3Operations.of(head);
    }

    @Override
    public String iamAction(String operation) {
        return S3Operations.action(operation);
    }

    @Override
    public String resourceArn(AwsCall call) {
        S3Target target = S3Target.of(call.head());
        return "arn:aws:s3:::" + target.bucket().orElse("*")
                + target.key().map(key -> "/" + key).orElse("");
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        S3Handler handler = handlers.get(call.operation());
        if (handler == null) {
            throw S3Errors.notImplemented(call.operation());
        }
        try {
            handler.handle(new S3Request(call, store));
        } catch (AwsError e) {
            throw e.code().equals("NoSuchKey") && !mayList.test(call.caller()) ? hidden(call) : e;
        }
    }

    /** "GetObject", Permissions: without s3:ListBucket the answer for a missing key is 403, not 404. */
    private static AwsError hidden(AwsCall call) {
        String bucket = S3Target.of(call.head()).bucket().orElse("*");
        return AuthErrors.denied(call.protocol(), call.caller(), "s3:ListBucket", "arn:aws:s3:::" + bucket);
    }
}

package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.UriEncoding;
import java.util.Optional;

/**
 * What {@code x-amz-copy-source} names: {@code bucket/key?versionId=...}, URL-encoded.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html">CopyObject</a>
 */
record CopySource(String bucket, String key, Optional<String> versionId) {

    static CopySource of(S3Request request) {
        String header = request.header("x-amz-copy-source").orElse("");
        int question = header.indexOf('?');
        String path = UriEncoding.decode(question < 0 ? header : header.substring(0, question));
        String named = path.startsWith("/") ? path.substring(1) : path;
        int slash = named.indexOf('/');
        if (slash < 1 || slash == named.length() - 1) {
            throw S3Errors.invalidArgument(
                    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
                    "x-amz-copy-source",
                    header);
        }
        Optional<String> versionId = question < 0
                ? Optional.empty()
                : QueryParameters.parse(header.substring(question + 1)).first("versionId");
        return new CopySource(named.substring(0, slash), named.substring(slash + 1), versionId);
    }

    /** The object, if the conditions on the source hold. */
    StoredObject find(S3Request request, S3Store store) {
        request.requireOwner("x-amz-source-expected-bucket-owner");
        StoredObject source = ObjectReads.find(store.bucket(bucket), key, versionId);
        Preconditions.of(request.call().head(), "x-amz-copy-source-").judgeCopySource(source);
        return source;
    }
}

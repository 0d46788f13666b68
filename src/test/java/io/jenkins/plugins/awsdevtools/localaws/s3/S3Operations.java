package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells which operation of the S3 API a request is, and which IAM action guards it. */
final class S3Operations {
    /** Query parameters that choose a sub-resource of a bucket, with its name in the operations. */
    private static final Map<String, String> BUCKET_PARTS = new LinkedHashMap<>();

    /**
     * Operations whose IAM action has another name.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">Required
     *     permissions for Amazon S3 API operations</a>
     */
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("ListBuckets", "ListAllMyBuckets"),
            Map.entry("HeadBucket", "ListBucket"),
            Map.entry("ListObjects", "ListBucket"),
            Map.entry("ListObjectsV2", "ListBucket"),
            Map.entry("ListObjectVersions", "ListBucketVersions"),
            Map.entry("HeadObject", "GetObject"),
            Map.entry("CopyObject", "PutObject"),
            Map.entry("DeleteObjects", "DeleteObject"),
            Map.entry("CreateMultipartUpload", "PutObject"),
            Map.entry("UploadPart", "PutObject"),
            Map.entry("UploadPartCopy", "PutObject"),
            Map.entry("CompleteMultipartUpload", "PutObject"),
            Map.entry("ListParts", "ListMultipartUploadParts"),
            Map.entry("ListMultipartUploads", "ListBucketMultipartUploads"),
            Map.entry("DeleteBucketWebsite", "DeleteBucketWebsite"));

    static {
        BUCKET_PARTS.put("versioning", "BucketVersioning");
        BUCKET_PARTS.put("website", "BucketWebsite");
        BUCKET_PARTS.put("tagging", "BucketTagging");
        BUCKET_PARTS.put("policy", "BucketPolicy");
        BUCKET_PARTS.put("acl", "BucketAcl");
        BUCKET_PARTS.put("encryption", "BucketEncryption");
        BUCKET_PARTS.put("lifecycle", "BucketLifecycleConfiguration");
        BUCKET_PARTS.put("publicAccessBlock", "PublicAccessBlock");
        BUCKET_PARTS.put("cors", "BucketCors");
    }

    private S3Operations() {}

    static String of(RequestHead head) {
        S3Target target = S3Target.of(head);
        if (target.bucket().isEmpty()) {
            return head.method().equals("GET") ? "ListBuckets" : "Unknown";
        }
        return target.key().isEmpty() ? ofBucket(head) : ofObject(head);
    }

    static String action(String operation) {
        return "s3:" + ACTIONS.getOrDefault(operation, operation);
    }

    private static String ofBucket(RequestHead head) {
        QueryParameters query = head.query();
        String verb =
                switch (head.method()) {
                    case "GET" -> "Get";
                    case "PUT" -> "Put";
                    case "DELETE" -> "Delete";
                    default -> head.method();
                };
        for (Map.Entry<String, String> part : BUCKET_PARTS.entrySet()) {
            if (query.has(part.getKey())) {
                return verb + part.getValue();
            }
        }
        return switch (head.method()) {
            case "GET" -> listing(query);
            case "PUT" -> "CreateBucket";
            case "HEAD" -> "HeadBucket";
            case "DELETE" -> "DeleteBucket";
            case "POST" -> query.has("delete") ? "DeleteObjects" : "Unknown";
            default -> "Unknown";
        };
    }

    private static String listing(QueryParameters query) {
        if (query.has("location")) {
            return "GetBucketLocation";
        } else if (query.has("uploads")) {
            return "ListMultipartUploads";
        } else if (query.has("versions")) {
            return "ListObjectVersions";
        }
        return query.first("list-type").filter("2"::equals).isPresent() ? "ListObjectsV2" : "ListObjects";
    }

    private static String ofObject(RequestHead head) {
        QueryParameters query = head.query();
        boolean copies = head.headers().has("x-amz-copy-source");
        return switch (head.method()) {
            case "GET" -> objectPart(query);
            case "HEAD" -> "HeadObject";
            case "PUT" -> {
                if (query.has("uploadId")) {
                    yield copies ? "UploadPartCopy" : "UploadPart";
                } else if (query.has("tagging")) {
                    yield "PutObjectTagging";
                }
                yield query.has("acl") ? "PutObjectAcl" : copies ? "CopyObject" : "PutObject";
            }
            case "POST" ->
                query.has("uploads")
                        ? "CreateMultipartUpload"
                        : query.has("uploadId") ? "CompleteMultipartUpload" : "Unknown";
            case "DELETE" ->
                query.has("uploadId")
                        ? "AbortMultipartUpload"
                        : query.has("tagging") ? "DeleteObjectTagging" : "DeleteObject";
            default -> "Unknown";
        };
    }

    private static String objectPart(QueryParameters query) {
        if (query.has("tagging")) {
            return "GetObjectTagging";
        } else if (query.has("uploadId")) {
            return "ListParts";
        } else if (query.has("acl")) {
            return "GetObjectAcl";
        }
        return query.has("attributes") ? "GetObjectAttributes" : "GetObject";
    }
}

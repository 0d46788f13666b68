package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Buckets themselves and their settings. */
final class BucketOperations {
    private static final String FIRST_REGION = "us-east-1";
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final S3Store store;

    BucketOperations(S3Store store) {
        this.store = store;
    }

    Map<String, S3Handler> handlers() {
        return Map.of(
                "ListBuckets", this::list,
                "CreateBucket", this::create,
                "HeadBucket", this::head,
                "DeleteBucket", this::delete,
                "GetBucketLocation", this::location,
                "GetBucketVersioning", this::getVersioning,
                "PutBucketVersioning", this::putVersioning,
                "GetBucketWebsite", this::getWebsite,
                "PutBucketWebsite", this::putWebsite,
                "DeleteBucketWebsite", this::deleteWebsite);
    }

    private void list(S3Request request) throws IOException {
        String account = request.call().caller().accountId();
        XmlText xml = new XmlText()
                .open("ListAllMyBucketsResult", S3Service.NAMESPACE)
                .open("Buckets");
        for (Bucket bucket : store.buckets()) {
            xml.open("Bucket")
                    .element("Name", bucket.name())
                    .element("CreationDate", bucket.created())
                    .element("BucketRegion", bucket.region())
                    .close("Bucket");
        }
        xml.close("Buckets").open("Owner").element("ID", account).close("Owner").close("ListAllMyBucketsResult");
        request.call().replyXml(xml.toString());
    }

    private void create(S3Request request) throws IOException {
        byte[] body = ContentChecks.document(request.call(), false);
        String region = request.call().region();
        Optional<String> constraint = body.length == 0
                ? Optional.empty()
                : XmlBody.parse(body, "CreateBucketConfiguration").text("LocationConstraint");
        requireConstraint(region, constraint);
        try {
            store.createBucket(request.bucketName(), region);
        } catch (AwsError e) {
            // "CreateBucket": in us-east-1 the owner's repeated request succeeds.
            if (!e.code().equals("BucketAlreadyOwnedByYou") || !region.equals(FIRST_REGION)) {
                throw e;
            }
        }
        request.call().replyHeader("Location", "/" + request.bucketName());
        request.call().replyEmpty(OK);
    }

    private static void requireConstraint(String region, Optional<String> constraint) {
        if (constraint.isEmpty() && !region.equals(FIRST_REGION)) {
            throw new AwsError(
                    "IllegalLocationConstraintException",
                    400,
                    "The unspecified location constraint is incompatible for the region specific endpoint this request "
                            + "was sent to.");
        }
        if (constraint.isPresent() && region.equals(FIRST_REGION)) {
            throw new AwsError("InvalidLocationConstraint", 400, "The specified location-constraint is not valid")
                    .with("LocationConstraint", constraint.get());
        }
        if (constraint.isPresent() && !constraint.get().equals(region)) {
            throw new AwsError(
                    "IllegalLocationConstraintException",
                    400,
                    "The " + constraint.get() + " location constraint is incompatible for the region specific endpoint "
                            + "this request was sent to.");
        }
    }

    private void head(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        request.call().replyHeader("x-amz-bucket-region", bucket.region());
        request.call().replyHeader("x-amz-access-point-alias", "false");
        request.call().replyEmpty(OK);
    }

    private void delete(S3Request request) throws IOException {
        request.bucket();
        store.deleteBucket(request.bucketName());
        request.call().replyEmpty(NO_CONTENT);
    }

    private void location(S3Request request) throws IOException {
        // GetBucketLocation answers from any region, which is how clients find the right one.
        Bucket bucket = store.bucket(request.bucketName());
        request.requireOwner("x-amz-expected-bucket-owner");
        String region = bucket.region().equals(FIRST_REGION) ? "" : bucket.region();
        XmlText xml = new XmlText().open("LocationConstraint", S3Service.NAMESPACE);
        request.call().replyXml(xml.raw(region).close("LocationConstraint").toString());
    }

    private void getVersioning(S3Request request) throws IOException {
        Bucket.Versioning versioning = request.bucket().versioning();
        XmlText xml = new XmlText().open("VersioningConfiguration", S3Service.NAMESPACE);
        if (versioning != Bucket.Versioning.DISABLED) {
            String name = versioning.name();
            xml.element("Status", name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT));
        }
        request.call().replyXml(xml.close("VersioningConfiguration").toString());
    }

    private void putVersioning(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        XmlBody body = XmlBody.parse(ContentChecks.document(request.call(), true), "VersioningConfiguration");
        bucket.setVersioning(
                switch (body.required("Status")) {
                    case "Enabled" -> Bucket.Versioning.ENABLED;
                    case "Suspended" -> Bucket.Versioning.SUSPENDED;
                    default -> throw S3Errors.malformedXml();
                });
        request.call().replyEmpty(OK);
    }

    private void getWebsite(S3Request request) throws IOException {
        Bucket.Website website = request.bucket().website().orElseThrow(() -> new AwsError(
                        "NoSuchWebsiteConfiguration", 404, "The specified bucket does not have a website configuration")
                .with("BucketName", request.bucketName()));
        XmlText xml = new XmlText().open("WebsiteConfiguration", S3Service.NAMESPACE);
        if (website.redirectHost().isPresent()) {
            xml.open("RedirectAllRequestsTo")
                    .element("HostName", website.redirectHost().get())
                    .close("RedirectAllRequestsTo");
        } else {
            xml.open("IndexDocument").element("Suffix", website.indexDocument()).close("IndexDocument");
        }
        website.errorDocument()
                .ifPresent(key -> xml.open("ErrorDocument").element("Key", key).close("ErrorDocument"));
        request.call().replyXml(xml.close("WebsiteConfiguration").toString());
    }

    private void putWebsite(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        XmlBody body = XmlBody.parse(ContentChecks.document(request.call(), true), "WebsiteConfiguration");
        Optional<XmlBody> redirect = body.child("RedirectAllRequestsTo");
        if (redirect.isPresent()) {
            if (body.child("IndexDocument").isPresent()
                    || body.child("ErrorDocument").isPresent()) {
                throw S3Errors.invalidArgument(
                        "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
                        "RedirectAllRequestsTo",
                        "not null");
            }
            bucket.setWebsite(
                    Optional.of(Bucket.Website.redirecting(redirect.get().required("HostName"))));
            request.call().replyEmpty(OK);
            return;
        }
        String index = body.child("IndexDocument")
                .orElseThrow(() -> S3Errors.invalidArgument(
                        "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
                        "IndexDocument",
                        "null"))
                .required("Suffix");
        if (index.isEmpty() || index.contains("/")) {
            throw S3Errors.invalidArgument("The IndexDocument Suffix is not well formed", "IndexDocument", index);
        }
        Optional<String> error = body.child("ErrorDocument").map(document -> document.required("Key"));
        bucket.setWebsite(Optional.of(new Bucket.Website(index, error)));
        request.call().replyEmpty(OK);
    }

    private void deleteWebsite(S3Request request) throws IOException {
        request.bucket().setWebsite(Optional.empty());
        request.call().replyEmpty(NO_CONTENT);
    }
}

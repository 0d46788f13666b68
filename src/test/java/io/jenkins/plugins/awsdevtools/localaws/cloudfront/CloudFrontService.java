package io.jenkins.plugins.awsdevtools.localaws.cloudfront;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.cloudfront.LocalCloudFront.Distribution;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import io.jenkins.plugins.awsdevtools.localaws.s3.XmlBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CloudFront's REST API.
 *
 * @see <a href="https://docs.aws.amazon.com/cloudfront/latest/APIReference/Welcome.html">Amazon CloudFront API
 *     Reference</a>
 */
public final class CloudFrontService implements LocalService {

    private static final String NAMESPACE = "http://cloudfront.amazonaws.com/doc/2020-05-31/";
    private static final Pattern PATH =
            Pattern.compile("/2020-05-31/distribution(?:/([^/]+)(/invalidation(?:/([^/]+))?)?)?/?");
    private static final int CREATED = 201;

    private final LocalCloudFront cloudFront;
    private final String accountId;

    public CloudFrontService(LocalCloudFront cloudFront, String accountId) {
        this.cloudFront = cloudFront;
        this.accountId = accountId;
    }

    @Override
    public String signingName() {
        return "cloudfront";
    }

    @Override
    public String operationOf(RequestHead head) {
        Matcher path = PATH.matcher(head.path());
        if (!path.matches()) {
            return "Unknown";
        }
        boolean reads = head.method().equals("GET");
        if (path.group(1) == null) {
            return reads ? "ListDistributions" : "Unknown";
        }
        if (path.group(2) == null) {
            return reads ? "GetDistribution" : "Unknown";
        }
        if (path.group(3) == null) {
            return head.method().equals("POST") ? "CreateInvalidation" : "Unknown";
        }
        return reads ? "GetInvalidation" : "Unknown";
    }

    @Override
    public String resourceArn(AwsCall call) {
        Matcher path = path(call);
        return path.group(1) == null ? "*" : "arn:aws:cloudfront::" + accountId + ":distribution/" + path.group(1);
    }

    private static Matcher path(AwsCall call) {
        Matcher path = PATH.matcher(call.head().path());
        if (!path.matches()) {
            throw new AwsError("UnknownOperationException", 404, "Unknown operation");
        }
        return path;
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        Matcher path = path(call);
        switch (call.operation()) {
            case "ListDistributions" -> list(call);
            case "GetDistribution" -> get(call, cloudFront.distribution(path.group(1)));
            case "CreateInvalidation" -> create(call, path.group(1));
            case "GetInvalidation" -> {
                XmlText xml = new XmlText();
                write(xml, cloudFront.invalidation(path.group(1), path.group(3)));
                call.replyXml(xml.toString());
            }
            default -> throw new AwsError("UnknownOperationException", 404, "Unknown operation");
        }
    }

    private void create(AwsCall call, String distribution) throws IOException {
        byte[] body = call.body().readAllBytes();
        if (body.length == 0) {
            throw new AwsError("MissingBody", 400, "This operation requires a body.");
        }
        XmlBody batch = XmlBody.parse(body, "InvalidationBatch");
        XmlBody paths =
                batch.child("Paths").orElseThrow(() -> new AwsError("InvalidArgument", 400, "Paths is missing"));
        List<String> items = paths.child("Items")
                .map(list -> list.children("Path").stream().map(XmlBody::text).toList())
                .orElse(List.of());
        if (!paths.required("Quantity").equals("" + items.size())) {
            throw new AwsError(
                    "InconsistentQuantities", 400, "The value of Quantity and the size of Items don't match.");
        }
        if (items.isEmpty()) {
            throw new AwsError("InvalidArgument", 400, "Your request contains no invalidation path.");
        }
        LocalInvalidation made = cloudFront.invalidate(distribution, batch.required("CallerReference"), items);
        XmlText xml = new XmlText();
        write(xml, made);
        call.replyHeader(
                "Location",
                "https://cloudfront.amazonaws.com/2020-05-31/distribution/" + distribution + "/invalidation/"
                        + made.id());
        call.reply(CREATED, "text/xml", xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void write(XmlText xml, LocalInvalidation invalidation) {
        xml.open("Invalidation", NAMESPACE)
                .element("Id", invalidation.id())
                .element("Status", cloudFront.isInProgress(invalidation) ? "InProgress" : "Completed")
                .element("CreateTime", invalidation.created())
                .open("InvalidationBatch")
                .open("Paths")
                .element("Quantity", invalidation.paths().size())
                .open("Items");
        invalidation.paths().forEach(path -> xml.element("Path", path));
        xml.close("Items")
                .close("Paths")
                .element("CallerReference", invalidation.callerReference())
                .close("InvalidationBatch")
                .close("Invalidation");
    }

    private void get(AwsCall call, Distribution distribution) throws IOException {
        XmlText xml = new XmlText().open("Distribution", NAMESPACE);
        xml.element("Id", distribution.id())
                .element("ARN", "arn:aws:cloudfront::" + accountId + ":distribution/" + distribution.id())
                .element("Status", "Deployed")
                .element("InProgressInvalidationBatches", cloudFront.inProgress(distribution))
                .element("DomainName", distribution.domain())
                .open("DistributionConfig")
                .element("CallerReference", distribution.id());
        origins(xml, distribution);
        call.replyHeader("ETag", "E2QWRUHEXAMPLE");
        call.replyXml(xml.element("Comment", "")
                .element("Enabled", true)
                .close("DistributionConfig")
                .close("Distribution")
                .toString());
    }

    private static void origins(XmlText xml, Distribution distribution) {
        xml.open("Origins")
                .element("Quantity", 1)
                .open("Items")
                .open("Origin")
                .element("Id", "origin")
                .element("DomainName", distribution.originDomain())
                .element("OriginPath", distribution.originPath())
                .close("Origin")
                .close("Items")
                .close("Origins");
    }

    private void list(AwsCall call) throws IOException {
        List<Distribution> all = cloudFront.distributions();
        XmlText xml = new XmlText()
                .open("DistributionList", NAMESPACE)
                .element("Marker", "")
                .element("MaxItems", 100)
                .element("IsTruncated", false)
                .element("Quantity", all.size());
        if (!all.isEmpty()) {
            xml.open("Items");
            for (Distribution distribution : all) {
                xml.open("DistributionSummary")
                        .element("Id", distribution.id())
                        .element("DomainName", distribution.domain())
                        .element("Status", "Deployed")
                        .element("Enabled", true);
                origins(xml, distribution);
                xml.close("DistributionSummary");
            }
            xml.close("Items");
        }
        call.replyXml(xml.close("DistributionList").toString());
    }
}

package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.bundle.Glob;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the objects are stored whose paths a glob matches. What is null or empty is left to the other rules.
 *
 * @param match Ant pattern
 * @param redirect where a website sends who asks for the object: a path of the bucket, or an address
 */
public record ObjectRule(
        String match,
        String contentType,
        String cacheControl,
        String contentEncoding,
        String contentDisposition,
        String storageClass,
        String acl,
        String redirect,
        Map<String, String> metadata,
        Map<String, String> tags)
        implements Serializable {

    /**
     * What S3 takes, of characters that a header can hold.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html">Configuring a webpage
     *     redirect</a>
     */
    private static final Pattern REDIRECT = Pattern.compile("(/|https?://)[!-~]*");

    /** "PutObject", x-amz-website-redirect-location: the value may have 2 KB. */
    private static final int LONGEST_REDIRECT = 2048;

    /** @throws ParameterException if the glob is none, or nothing can be redirected there */
    public ObjectRule {
        Glob.of("match", match);
        if (redirect != null
                && (redirect.length() > LONGEST_REDIRECT
                        || !REDIRECT.matcher(redirect).matches())) {
            throw new ParameterException("redirect", redirect, Texts.of("s3.badRedirect"));
        }
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }

    static ObjectRule of(String path, List<ObjectRule> rules) {
        ObjectRule all = new ObjectRule("**", null, null, null, null, null, null, null, null, null);
        for (ObjectRule rule : rules) {
            if (Glob.of("match", rule.match()).matches(path)) {
                all = all.with(rule);
            }
        }
        return all;
    }

    private ObjectRule with(ObjectRule later) {
        return new ObjectRule(
                match,
                or(later.contentType, contentType),
                or(later.cacheControl, cacheControl),
                or(later.contentEncoding, contentEncoding),
                or(later.contentDisposition, contentDisposition),
                or(later.storageClass, storageClass),
                or(later.acl, acl),
                or(later.redirect, redirect),
                later.metadata.isEmpty() ? metadata : later.metadata,
                later.tags.isEmpty() ? tags : later.tags);
    }

    private static String or(String later, String earlier) {
        return later == null || later.isEmpty() ? earlier : later;
    }
}

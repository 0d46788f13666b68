package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.bundle.Glob;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How the objects are stored whose paths a glob matches. What is null or empty is left to the other rules.
 *
 * @param match Ant pattern
 */
public record ObjectRule(
        String match,
        String contentType,
        String cacheControl,
        String contentEncoding,
        String contentDisposition,
        String storageClass,
        String acl,
        Map<String, String> metadata,
        Map<String, String> tags)
        implements Serializable {

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if the glob is none */
    public ObjectRule {
        Glob.of("match", match);
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }

    static ObjectRule of(String path, List<ObjectRule> rules) {
        ObjectRule all = new ObjectRule("**", null, null, null, null, null, null, null, null);
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
                later.metadata.isEmpty() ? metadata : later.metadata,
                later.tags.isEmpty() ? tags : later.tags);
    }

    private static String or(String later, String earlier) {
        return later == null || later.isEmpty() ? earlier : later;
    }
}

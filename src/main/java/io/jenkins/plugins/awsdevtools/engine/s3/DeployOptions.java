package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;

/**
 * What a deployment does beside its sync.
 *
 * @param website whether the bucket is served as a website, which is checked and whose address is told
 * @param websiteUrl where it is served; null for the bucket's website endpoint
 * @param distribution of CloudFront whose caches forget what changed; null for none
 * @param waitForInvalidation whether the deployment has ended only when all caches have forgotten
 */
public record DeployOptions(boolean website, String websiteUrl, String distribution, boolean waitForInvalidation) {

    public static final DeployOptions NONE = new DeployOptions(false, null, null, false);

    /** @throws ParameterException naming what does not go together */
    public DeployOptions {
        if (websiteUrl != null) {
            if (!website) {
                throw new ParameterException("websiteUrl", websiteUrl, Texts.of("s3.website.urlAlone"));
            }
            WebsiteAddress.check(websiteUrl);
        }
        if (distribution != null) {
            checkDistribution(distribution);
        } else if (waitForInvalidation) {
            throw new ParameterException("waitForInvalidation", "true", Texts.of("s3.waitAlone"));
        }
    }

    /** @throws ParameterException if it is no id of a distribution, such as EDFDVBD632BHDS5 */
    public static void checkDistribution(String distribution) {
        if (!distribution.matches("[A-Z0-9]{5,32}")) {
            throw new ParameterException("distribution", distribution, Texts.of("s3.badDistribution"));
        }
    }
}

package io.jenkins.plugins.awsdevtools.localaws.sts;

/**
 * An IAM role.
 *
 * @param arn its ARN
 * @param roleId its unique id, {@code AROA...}
 * @param trust who may assume it
 */
public record Role(String arn, String roleId, RoleTrust trust) {

    /** The last part of its ARN. */
    public String name() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** The account in its ARN. */
    public String accountId() {
        return arn.split(":")[4];
    }
}

package io.jenkins.plugins.awsdevtools.localaws;

/**
 * Who signed a request, as {@code sts:GetCallerIdentity} tells it.
 *
 * @param arn the user, root or assumed-role session ARN
 * @param userId the unique id ({@code AIDA...}, the account id for root, {@code AROA...:session} for a role session)
 * @param accountId the twelve-digit account
 * @param accessKeyId the key the request was signed with, empty when it was not signed
 */
public record Caller(String arn, String userId, String accountId, String accessKeyId) {

    /** The caller of a request that carries no signature. */
    public static final Caller ANONYMOUS = new Caller("anonymous", "anonymous", "", "");

    /** Whether the request was not signed. */
    public boolean isAnonymous() {
        return accessKeyId.isEmpty();
    }
}

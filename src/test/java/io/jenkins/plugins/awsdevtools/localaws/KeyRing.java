package io.jenkins.plugins.awsdevtools.localaws;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The access keys of one account: long-term keys of users and temporary ones of role sessions. Thread safe. */
public final class KeyRing {
    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String SECRET_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int ID_LENGTH = 16;
    private static final int SECRET_LENGTH = 40;
    private static final int TOKEN_LENGTH = 356;

    private final Map<String, IssuedKey> keys = new ConcurrentHashMap<>();
    private final String accountId;
    private final RandomGenerator random;

    /** No keys yet. The generator has to be thread safe. */
    public KeyRing(String accountId, RandomGenerator random) {
        this.accountId = accountId;
        this.random = random;
    }

    /** The key with this id, whether or not it has expired. */
    public Optional<IssuedKey> find(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId));
    }

    /** Makes the account's root key. */
    IssuedKey createRoot() {
        return issueLongTerm("arn:aws:iam::" + accountId + ":root", accountId);
    }

    /** Makes a user with a key. */
    IssuedKey createUser(String name) {
        return issueLongTerm("arn:aws:iam::" + accountId + ":user/" + name, uniqueId("AIDA"));
    }

    /** Makes temporary credentials for a role session. */
    public IssuedKey issueSession(
            String arn, String account, String userId, Instant expiration, Map<String, String> sessionTags) {
        AccessKey key = new AccessKey(uniqueId("ASIA"), text(SECRET_ALPHABET, SECRET_LENGTH));
        Caller caller = new Caller(arn, userId, account, key.accessKeyId());
        String token = text(SECRET_ALPHABET, TOKEN_LENGTH);
        return keep(new IssuedKey(key, caller, Optional.of(token), Optional.of(expiration), sessionTags));
    }

    /** A unique id as IAM makes them: a prefix that tells the kind, then 16 characters. */
    public String uniqueId(String prefix) {
        return prefix + text(ID_ALPHABET, ID_LENGTH);
    }

    private IssuedKey issueLongTerm(String arn, String userId) {
        AccessKey key = new AccessKey(uniqueId("AKIA"), text(SECRET_ALPHABET, SECRET_LENGTH));
        Caller caller = new Caller(arn, userId, accountId, key.accessKeyId());
        return keep(new IssuedKey(key, caller, Optional.empty(), Optional.empty(), Map.of()));
    }

    /** Takes a key that was made elsewhere. */
    public IssuedKey keep(IssuedKey issued) {
        keys.put(issued.key().accessKeyId(), issued);
        return issued;
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}

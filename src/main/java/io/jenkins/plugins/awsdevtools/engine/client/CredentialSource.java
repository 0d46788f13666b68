package io.jenkins.plugins.awsdevtools.engine.client;

import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Where credentials come from. Equal sources share their credentials and clients. No source shows a secret as text. */
public sealed interface CredentialSource {

    /**
     * Credentials that somebody else keeps, such as Jenkins's credentials store. Asked again from time to time, so that a
     * key that was replaced there is used.
     *
     * @param key tells sources apart; two of equal keys are equal. Shows no secret as text.
     * @param supplier may wait, it is called on a thread of its own; throws a readable exception if there are none
     */
    record Supplied(Object key, Supplier<AwsCredentials> supplier) implements CredentialSource {
        public Supplied {
            Objects.requireNonNull(key);
            Objects.requireNonNull(supplier);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Supplied same && key.equals(same.key);
        }

        @Override
        public int hashCode() {
            return key.hashCode();
        }

        @Override
        public String toString() {
            return "Supplied[" + key + "]";
        }
    }

    /**
     * A token of an OpenID Connect provider, exchanged for credentials of the role (AssumeRoleWithWebIdentity).
     *
     * @param key tells sources apart; two of equal keys are equal. Shows no secret as text.
     * @param token the newest token; asked at each exchange
     */
    record WebIdentity(Object key, Supplier<String> token) implements CredentialSource {
        public WebIdentity {
            Objects.requireNonNull(key);
            Objects.requireNonNull(token);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof WebIdentity same && key.equals(same.key);
        }

        @Override
        public int hashCode() {
            return key.hashCode();
        }

        @Override
        public String toString() {
            return "WebIdentity[" + key + "]";
        }
    }

    /** The identity of the machine: the SDK's default chain (environment, profile, container, instance). */
    record Ambient() implements CredentialSource {}
}

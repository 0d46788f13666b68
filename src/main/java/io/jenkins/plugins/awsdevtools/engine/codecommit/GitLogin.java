package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * User and password for git with one repository. AWS accepts them for {@link #LIFE} from when they were signed.
 *
 * @param signed by AWS's clock
 */
public record GitLogin(String user, String password, Instant signed) {

    /** As every Signature Version 4: 15 minutes. */
    public static final Duration LIFE = Duration.ofMinutes(15);

    public GitLogin {
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        Objects.requireNonNull(signed);
    }

    @Override
    public String toString() {
        return "GitLogin[signed=" + signed + "]";
    }
}

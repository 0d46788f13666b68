package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.nio.charset.StandardCharsets;

/** Which paths of files can be keys. */
final class KeyNames {

    /**
     * "The object key name is a sequence of Unicode characters with UTF-8 encoding of up to 1,024 bytes long".
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html">Naming Amazon S3 objects</a>
     */
    private static final int LONGEST_KEY = 1024;

    private KeyNames() {}

    static void check(String path) throws TransferException {
        if (path.chars().anyMatch(Character::isISOControl)
                || path.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new TransferException(Texts.of("s3.badFileName", path.replaceAll("\\p{Cntrl}", "?")));
        }
    }
}

package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.Serializable;
import java.util.Objects;

/**
 * A request to get one object, signed by who has credentials for who has none, and what becomes of it.
 *
 * @param name as messages call it, and by which it is signed again; no other object of the same feed has it
 * @param path below the workspace: of the file, or of the folder that it is unpacked to
 * @param unpack whether it is a ZIP file that is unpacked
 * @param size bytes
 * @param etag without quotes, or null
 * @param sha256 of the content, hexadecimal, or null if it is not known
 * @param signed holds for some time; a range and the ETag that is expected may be added
 */
public record ObjectRequest(
        String name, String path, boolean unpack, long size, String etag, String sha256, SignedRequest signed)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public ObjectRequest {
        Objects.requireNonNull(name);
        Objects.requireNonNull(path);
        Objects.requireNonNull(signed);
    }

    /** Without the signature, which is as good as a key while it holds. */
    @Override
    public String toString() {
        return name;
    }
}

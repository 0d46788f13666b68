package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.IOException;
import java.util.List;

/** Objects that are fetched, a page at a time, and who signs for them. Calls may wait for AWS. */
public interface ObjectPages {

    /** The next objects; none at the end. Called by one thread at a time; after a failure it may be asked for them again. */
    List<ObjectRequest> next() throws IOException, InterruptedException;

    /**
     * Signs again for an object of a page that was given, for no other. Called by several threads at once.
     *
     * @param name of the object
     */
    SignedRequest sign(String name) throws IOException, InterruptedException;
}

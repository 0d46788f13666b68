package io.jenkins.plugins.awsdevtools.transfer;

import java.io.Serializable;

/** Told by an agent how a job ended. */
public interface JobEnd {

    void succeeded(Serializable result);

    /** @param message for people; null if the job was cancelled */
    void failed(String message);
}

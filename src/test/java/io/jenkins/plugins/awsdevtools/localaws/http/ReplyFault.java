package io.jenkins.plugins.awsdevtools.localaws.http;

/** What goes wrong with an answer after the call was done. */
public enum ReplyFault {
    NONE,
    /** The connection ends before the first byte of the answer. */
    LOST,
    /** The connection ends after half of the promised body. */
    HALF_BODY,
    /** Status and headers are right, the body is noise. */
    GARBAGE
}

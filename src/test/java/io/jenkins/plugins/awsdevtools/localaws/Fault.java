package io.jenkins.plugins.awsdevtools.localaws;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Something that goes wrong with one call. */
sealed interface Fault {

    /** Refused for its rate, with the code the service uses. */
    record Throttle() implements Fault {}

    /** Refused with an error. */
    record Fail(String code, int status, String message) implements Fault {}

    /** Held before it is done, for a time or until it is released; then done. */
    record Stall(Duration duration, CountDownLatch released) implements Fault {}

    /** Done, and the answer held for a time or until it is released. */
    record HoldAnswer(Duration duration, CountDownLatch released) implements Fault {}

    /** Not done, and the connection cut. */
    record CutBefore() implements Fault {}

    /** Done, and the connection cut before the answer. */
    record CutAfter() implements Fault {}

    /** Done, and the connection cut in the middle of the answer's body. */
    record CutMidBody() implements Fault {}

    /** Not done: a proxy's HTML page with status 502. */
    record HtmlPage() implements Fault {}

    /** Done, but the answer's body is noise. */
    record Garbage() implements Fault {}

    /** Refused as if the credentials had expired. */
    record ExpiredToken() implements Fault {}
}

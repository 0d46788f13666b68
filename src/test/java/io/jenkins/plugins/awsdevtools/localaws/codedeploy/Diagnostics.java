package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

/**
 * How a lifecycle event ended on a target.
 *
 * @param errorCode {@code Success}, {@code ScriptMissing}, {@code ScriptNotExecutable}, {@code ScriptTimedOut},
 *     {@code ScriptFailed} or {@code UnknownError}
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_Diagnostics.html">Diagnostics</a>
 */
record Diagnostics(String errorCode, String scriptName, String message, String logTail) {

    static final Diagnostics SUCCESS = new Diagnostics("Success", "", "Succeeded", "");

    static Diagnostics unknown(String message) {
        return new Diagnostics("UnknownError", "", message, "");
    }

    boolean succeeded() {
        return errorCode.equals("Success");
    }
}

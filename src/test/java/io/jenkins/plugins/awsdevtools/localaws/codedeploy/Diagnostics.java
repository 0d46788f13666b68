package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

/**
 * How a lifecycle event ended on a target.
 *
 * @param errorCode {@code Success}, {@code ScriptMissing}, {@code ScriptNotExecutable}, {@code ScriptTimedOut},
 *     {@code ScriptFailed} or {@code UnknownError}
 * @param deploymentErrorCode of the deployment that fails with it, such as {@code TIMEOUT}
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_Diagnostics.html">Diagnostics</a>
 */
record Diagnostics(String errorCode, String scriptName, String message, String logTail, String deploymentErrorCode) {

    static final Diagnostics SUCCESS = new Diagnostics("Success", "", "Succeeded", "");

    /** Of a script or function. */
    Diagnostics(String errorCode, String scriptName, String message, String logTail) {
        this(errorCode, scriptName, message, logTail, "");
    }

    static Diagnostics unknown(String message) {
        return unknown("", message);
    }

    static Diagnostics unknown(String deploymentErrorCode, String message) {
        return new Diagnostics("UnknownError", "", message, "", deploymentErrorCode);
    }

    boolean succeeded() {
        return errorCode.equals("Success");
    }
}

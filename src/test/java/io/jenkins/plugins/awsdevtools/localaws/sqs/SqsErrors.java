package io.jenkins.plugins.awsdevtools.localaws.sqs;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;

/**
 * SQS's errors: the shape's name in the body, and in a header the code that the query protocol had, which SDKs show.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html">Common
 *     errors</a>
 */
final class SqsErrors {
    private static final int BAD_REQUEST = 400;

    private SqsErrors() {}

    static AwsError of(String shape, String code, String message) {
        return new AwsError("com.amazonaws.sqs#" + shape, BAD_REQUEST, message)
                .withHeader("x-amzn-query-error", code + ";Sender");
    }

    static AwsError noQueue() {
        return of(
                "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
    }

    static AwsError invalidValue(String message) {
        return of("InvalidParameterValueException", "InvalidParameterValue", message);
    }

    static AwsError missing(String parameter) {
        return of(
                "MissingRequiredParameterException",
                "MissingParameter",
                "The request must contain the parameter " + parameter + ".");
    }
}

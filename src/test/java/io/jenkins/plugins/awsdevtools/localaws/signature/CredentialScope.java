package io.jenkins.plugins.awsdevtools.localaws.signature;

/**
 * What a signature is good for: {@code 20261123/eu-west-1/codebuild/aws4_request}.
 *
 * @param date eight digits
 * @param region the region's name
 * @param service the service's signing name
 */
public record CredentialScope(String date, String region, String service) {
    static final String TERMINATOR = "aws4_request";

    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
}

package io.jenkins.plugins.awsdevtools.s3;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.s3.S3Place;

/** Checks of fields that both forms have. A value with variables is not known yet. */
final class S3Checks {

    private S3Checks() {}

    static FormValidation bucket(Item item, String value) {
        String bucket = Util.fixNull(value).trim();
        return !ConnectionChoices.mayConfigure(item) || bucket.contains("$")
                ? FormValidation.ok()
                : FormChecks.check(() -> S3Place.checkBucket(bucket));
    }

    static FormValidation prefix(Item item, String value) {
        return !ConnectionChoices.mayConfigure(item) || Util.fixNull(value).contains("$")
                ? FormValidation.ok()
                : FormChecks.optional(value, S3Place::checkPrefix);
    }
}

package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import software.amazon.awssdk.services.codedeploy.model.EC2TagFilter;
import software.amazon.awssdk.services.codedeploy.model.EC2TagFilterType;

/**
 * A tag of instances; what is null may be anything.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_EC2TagFilter.html">EC2TagFilter</a>
 */
public record TagFilter(String key, String value) {

    EC2TagFilter toAws() {
        EC2TagFilterType type = value == null
                ? EC2TagFilterType.KEY_ONLY
                : key == null ? EC2TagFilterType.VALUE_ONLY : EC2TagFilterType.KEY_AND_VALUE;
        return EC2TagFilter.builder().key(key).value(value).type(type).build();
    }
}

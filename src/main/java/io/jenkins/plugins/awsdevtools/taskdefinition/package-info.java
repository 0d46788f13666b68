/** Task definitions in the forms of every service that deploys them. */
package io.jenkins.plugins.awsdevtools.taskdefinition;

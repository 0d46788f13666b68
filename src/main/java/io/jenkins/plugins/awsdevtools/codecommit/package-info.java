/** CodeCommit in Jenkins: the trigger, and what a build knows of the push that started it. */
package io.jenkins.plugins.awsdevtools.codecommit;

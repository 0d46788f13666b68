/** Git with CodeCommit without a password that anybody keeps. */
package io.jenkins.plugins.awsdevtools.codecommit.git;

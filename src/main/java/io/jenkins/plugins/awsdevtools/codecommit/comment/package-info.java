/** What builds say on pull requests and commits of CodeCommit. */
package io.jenkins.plugins.awsdevtools.codecommit.comment;

/**
 * Repositories of CodeCommit as multibranch projects and organization folders. Everything here needs the git plugin and is
 * loaded only where that is installed.
 */
package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

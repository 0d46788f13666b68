/** The embedded CodeCommit: its API and git over smart HTTP, both over real bare repositories. */
package io.jenkins.plugins.awsdevtools.localaws.codecommit;

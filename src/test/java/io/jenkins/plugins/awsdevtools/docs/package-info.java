/** What the documentation shows is run by tests. */
package io.jenkins.plugins.awsdevtools.docs;

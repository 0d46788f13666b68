/** What the triggers of all services have in common: which are at work, their logs and pages, and the builds they start. */
package io.jenkins.plugins.awsdevtools.trigger;

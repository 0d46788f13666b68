/** Small values that outlive the process: what is needed to find remote work again after a restart. */
package io.jenkins.plugins.awsdevtools.engine.journal;

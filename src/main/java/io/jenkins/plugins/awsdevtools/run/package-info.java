/**
 * How remote work runs in a Jenkins build, whichever service it is of: as a step of a Pipeline that outlives restarts, as
 * a builder or publisher of a freestyle job. A service's room extends {@link io.jenkins.plugins.awsdevtools.run.RemoteStep}
 * and gets the rest from here.
 */
package io.jenkins.plugins.awsdevtools.run;

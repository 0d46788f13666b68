/** What the picture of a run shows: stages, their status, times and links, as immutable values. */
package io.jenkins.plugins.awsdevtools.engine.flow;

/** Time as the ground floor sees it: given from outside, so that tests move it by hand. */
package io.jenkins.plugins.awsdevtools.engine.timing;

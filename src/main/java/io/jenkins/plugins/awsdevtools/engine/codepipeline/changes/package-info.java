/** What changes in pipelines, for jobs that react: each change once, whatever dies when. */
package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

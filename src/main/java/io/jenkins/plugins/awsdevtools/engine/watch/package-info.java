/**
 * One watcher for everything that runs in AWS: it reads status in batches, paces itself, slows down when AWS asks for
 * it, and can be nudged.
 */
package io.jenkins.plugins.awsdevtools.engine.watch;

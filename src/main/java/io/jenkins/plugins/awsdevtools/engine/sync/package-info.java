/**
 * Makes a prefix of a bucket like a folder, or a folder like a prefix. Runs where the folder is, such as on an agent: plain
 * JDK, no key and no class of the SDK; {@link io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk} lists and signs.
 */
package io.jenkins.plugins.awsdevtools.engine.sync;

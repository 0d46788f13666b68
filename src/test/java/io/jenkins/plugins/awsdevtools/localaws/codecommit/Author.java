package io.jenkins.plugins.awsdevtools.localaws.codecommit;

/** Who made a commit. */
record Author(String name, String email) {}

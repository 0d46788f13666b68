package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.slaves.DumbSlave;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Builds of what is in a workspace on a real agent, a process of its own; each test has a project and a bucket. */
abstract class WorkspaceBuilds extends ConnectedJenkins {

    static final String REGION = "eu-west-1";
    static final String BUILDSPEC =
            "version: 0.2\nphases:\n  build:\n    commands: ['./run.sh', 'ls -l', 'find . -name \"*.log\"']\n";
    static final String FILES = "writeFile file: 'run.sh', text: '#!/bin/sh\\necho it runs \\$(cat link)'\n"
            + "writeFile file: 'data.txt', text: 'from the workspace'\n"
            + "writeFile file: 'sub/x.log', text: 'no'\n"
            + "writeFile file: '.gitignore', text: '*.log'\n"
            + "sh 'chmod +x run.sh; ln -sf data.txt link'\n";

    static DumbSlave agent;
    String project;
    String bucket;

    @BeforeAll
    static void connectAgent() throws Exception {
        agent = jenkins.createOnlineSlave();
        agent.setLabelString("agent");
    }

    @BeforeEach
    void makeBucketAndProject() {
        project = "project-" + UUID.randomUUID();
        bucket = "bucket-" + UUID.randomUUID();
        aws.s3().createBucket(bucket, REGION);
        aws.codeBuild().createProject(REGION, project, BUILDSPEC);
        aws.faults().clear();
        aws.calls().clear();
    }
}

package io.jenkins.plugins.awsdevtools.localaws;

import java.time.Duration;

/** What the demonstration builds: a small static site. */
final class DemoProject {

    static final String NAME = "site";
    static final String BUCKET = "demo-artifacts";

    private static final String BUILDSPEC = """
            version: 0.2
            env:
              variables:
                GREETING: Hello
              exported-variables: [PAGES]
            phases:
              install:
                commands:
                  - echo "Nothing to install"
              build:
                commands:
                  - mkdir -p public
                  - for page in index news about; do echo "<h1>$GREETING, $page</h1>" > public/$page.html; echo "wrote $page.html"; sleep 1; done
                  - export PAGES=$(ls public | wc -l)
              post_build:
                commands:
                  - echo "$PAGES pages"
            artifacts:
              base-directory: public
              files: ['**/*']
            """;

    private DemoProject() {}

    static void create(LocalAws aws) {
        aws.s3().createBucket(BUCKET, aws.region());
        aws.codeBuild().createProject(aws.region(), NAME, BUILDSPEC, BUCKET);
        aws.codeBuild().provisioningTime(Duration.ofSeconds(1));
    }
}

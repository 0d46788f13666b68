package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.s3.Bucket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the demonstration builds and deploys: a small static site, served by the embedded S3, and a service in ECS. */
final class DemoProject {

    static final String NAME = "site";
    static final String BUCKET = "demo-artifacts";

    /** Where a Pipeline deploys what was built. */
    static final String SITE_BUCKET = "demo-site";

    private static final String CLUSTER = "demo";
    private static final String SERVICE = "web";

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
        for (String bucket : List.of(BUCKET, SITE_BUCKET)) {
            aws.s3()
                    .createBucket(bucket, aws.region())
                    .setWebsite(Optional.of(new Bucket.Website("index.html", Optional.empty())));
        }
        aws.codeBuild().createProject(aws.region(), NAME, BUILDSPEC, BUCKET);
        aws.codeBuild().provisioningTime(Duration.ofSeconds(1));
        aws.ecs().tickEvery(Duration.ofMillis(700));
        aws.ecs().createCluster(aws.region(), CLUSTER);
        String first = aws.ecs().registerTaskDefinition(aws.region(), SERVICE, "app", "registry.example/web:1");
        aws.ecs().createService(aws.region(), CLUSTER, SERVICE, first, 2, true, true);
    }

    /** Where the pages that a build made are served: its artifacts are in a bucket that is a website. */
    static URI site(LocalAws aws, String artifactsArn) {
        return aws.website(BUCKET).resolve(artifactsArn.substring(artifactsArn.indexOf('/') + 1) + "/");
    }
}

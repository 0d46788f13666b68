package io.jenkins.plugins.awsdevtools.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.localaws.s3.Bucket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the pages are what is run here, in a workspace that has a small site. */
class DocumentedExamplesTest extends ConnectedJenkins {

    private static final Pattern EXAMPLE = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL);
    private static final String SITE = "node {\nwriteFile file: 'public/index.html', text: '<p>'\n"
            + "writeFile file: 'public/assets/a.css', text: 'p {}'\n";

    private static String distribution;

    @BeforeAll
    static void prepare() throws Exception {
        aws.s3()
                .createBucket("my-site", aws.region())
                .setWebsite(Optional.of(new Bucket.Website("index.html", Optional.empty())));
        aws.s3().createBucket("my-data", aws.region());
        aws.s3().put("my-data", "models/v3/a.bin", new byte[] {1});
        distribution = aws.cloudFront().createDistribution("my-site.s3.eu-west-1.amazonaws.com", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/s3-deploy.md",
                "docs/s3-fetch.md",
                "docs/migrate-from-s3.md",
                "docs/migrate-from-pipeline-aws.md"
            })
    void everyExampleOfThePageRuns(String page) throws Exception {
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of(page)))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            WorkflowJob job = jenkins.createProject(
                    WorkflowJob.class, Path.of(page).getFileName() + "-" + examples.indexOf(example));
            job.setDefinition(new CpsFlowDefinition(
                    example.replace("node {\n", SITE)
                            .replace("E2QWRUHAPOMQZL", distribution)
                            .replace("deploy-account", "local"),
                    true));
            jenkins.buildAndAssertSuccess(job);
        }
    }
}

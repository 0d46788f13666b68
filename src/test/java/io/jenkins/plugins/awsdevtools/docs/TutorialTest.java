package io.jenkins.plugins.awsdevtools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.codecommit.multibranch.BranchDiscoveryTrait;
import io.jenkins.plugins.awsdevtools.codecommit.multibranch.CodeCommitSCMSource;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.CallRecord;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import io.jenkins.plugins.awsdevtools.localaws.s3.Bucket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.branch.BranchSource;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The tutorial's own files do what it says, and need no more permissions than its template gives. */
@WithJenkins
class TutorialTest {

    private static final Path TUTORIAL = Path.of("docs/tutorial");
    private static final String SITE = "my-site";

    /** Operations of S3 whose permission has another name, see S3's "Required permissions for API operations". */
    private static final Map<String, String> PERMISSIONS = Map.of(
            "s3:ListObjectsV2", "s3:ListBucket",
            "s3:HeadObject", "s3:GetObject",
            "s3:DeleteObjects", "s3:DeleteObject",
            "s3:CreateMultipartUpload", "s3:PutObject",
            "s3:UploadPart", "s3:PutObject",
            "s3:CompleteMultipartUpload", "s3:PutObject");

    @Test
    void aPushBecomesAPublishedPage(JenkinsRule jenkins) throws Exception {
        try (LocalAws aws = LocalAws.start()) {
            GitRepository repository = setUp(aws);
            WorkflowMultiBranchProject job = jenkins.createProject(WorkflowMultiBranchProject.class, "site");
            CodeCommitSCMSource source = new CodeCommitSCMSource("site");
            source.setTraits(List.of(new BranchDiscoveryTrait("withoutPullRequest")));
            job.getSourcesList().add(new BranchSource(source));

            String first = repository.tip("main").orElseThrow();
            WorkflowRun built = scan(jenkins, job);
            jenkins.assertBuildStatus(Result.SUCCESS, built);
            jenkins.assertLogContains("2 pages", built);
            assertThat(page(aws, "index.html")).contains("Built from commit " + first);

            String second = repository.commit(
                    "main", "Grace Hopper", "Greet", Map.of("pages/hello.html", "<h1>Hello from @COMMIT@</h1>"));
            jenkins.assertBuildStatus(Result.SUCCESS, scan(jenkins, job));
            assertThat(page(aws, "hello.html")).contains("Hello from " + second);
            assertThat(page(aws, "gone.html")).contains("There is no such page");
            assertThat(allowed()).containsAll(needed(aws));
        }
    }

    private static GitRepository setUp(LocalAws aws) throws IOException {
        aws.s3()
                .createBucket(SITE, aws.region())
                .setWebsite(Optional.of(new Bucket.Website("index.html", Optional.of("error.html"))));
        aws.s3().createBucket("artifacts", aws.region());
        GitRepository repository = aws.codeCommit().createRepository(aws.region(), "site");
        repository.commit("main", "Grace Hopper", "The first page", files());
        aws.codeBuild().createProject(aws.region(), "site", "version: 0.2\nphases: {}\n", "artifacts");
        aws.codeBuild().packaging(aws.region(), "site", "ZIP");
        aws.codeBuild().codeCommitSource(aws.region(), "site", aws.codeCommit().cloneUrl("site"));
        LocalConnection.configure(aws);
        return repository;
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new HashMap<>();
        Path site = TUTORIAL.resolve("site");
        try (Stream<Path> all = Files.walk(site)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        site.relativize(file).toString().replace('\\', '/'),
                        Files.readString(file).replace("SITE-BUCKET", SITE));
            }
        }
        return files;
    }

    private static WorkflowRun scan(JenkinsRule jenkins, WorkflowMultiBranchProject job) throws Exception {
        job.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        return job.getItem("main").getLastBuild();
    }

    private static String page(LocalAws aws, String name) throws IOException, InterruptedException {
        URI address = aws.website(SITE).resolve(name);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Set<String> needed(LocalAws aws) {
        return aws.calls().all().stream()
                .map(CallRecord::operation)
                .map(operation -> PERMISSIONS.getOrDefault(operation, operation))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the template lets the user of Jenkins do. */
    private static Set<String> allowed() throws IOException {
        String template = Files.readString(TUTORIAL.resolve("site.yaml"));
        String user = template.substring(template.indexOf("Type: AWS::IAM::User"));
        return Pattern.compile("[a-z0-9]+:[A-Z][A-Za-z]+")
                .matcher(user)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toSet());
    }
}

package io.jenkins.plugins.awsdevtools.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.localaws.CallRecord;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jenkins.model.ArtifactManager;
import jenkins.model.ArtifactManagerConfiguration;
import jenkins.model.ArtifactManagerFactory;
import jenkins.model.ArtifactManagerFactoryDescriptor;
import jenkins.util.VirtualFile;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/** Artifacts that come back to a real agent: a process of its own. */
class ArtifactFetchStepTest extends WorkspaceBuilds {

    private static final String WITH_ARTIFACTS = BUILDSPEC
            + "artifacts:\n  files: ['run.sh', 'data.txt', 'link', 'blob.bin']\n  enable-symlinks: yes\n"
            + "  secondary-artifacts:\n    docs:\n      files: ['data.txt']\n";

    private static final String SELF_MADE = "version: 0.2\n"
            + "phases:\n"
            + "  build:\n"
            + "    commands: [\"echo made > data.txt\"]\n"
            + "artifacts:\n"
            + "  files: [data.txt]\n"
            + "  secondary-artifacts:\n"
            + "    docs:\n"
            + "      files: [data.txt]\n";

    private static final String[] PRIMARY = {"run.sh", "data.txt", "link", "blob.bin"};

    private String fetch(String packaging, String more) throws Exception {
        aws.codeBuild().createProject(REGION, project, WITH_ARTIFACTS, bucket);
        aws.codeBuild().artifacts(REGION, project, packaging, "docs");
        return "node('agent') {\n" + FILES
                + "sh 'seq 1 60000 | gzip -n > blob.bin; chmod 755 run.sh; chmod 644 data.txt blob.bin'\n"
                + "codeBuild project: '" + project + "', workspaceSource: [bucket: '" + bucket
                + "'], fetchArtifacts: [" + more + "]\n}";
    }

    private static Path workspace(WorkflowRun run) {
        return Path.of(agent.getRemoteFS(), "workspace", run.getParent().getName());
    }

    /** By name: where a link leads to, or the mode of a file and the digest of what it holds. */
    private static Map<String, String> files(Path folder, String... names) throws Exception {
        Map<String, String> files = new TreeMap<>();
        for (String name : names) {
            Path file = folder.resolve(name);
            files.put(
                    name,
                    Files.isSymbolicLink(file)
                            ? "-> " + Files.readSymbolicLink(file)
                            : PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                                    + digest(Files.newInputStream(file)));
        }
        return files;
    }

    private static Map<String, String> contents(Path folder, String... names) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        for (String name : names) {
            contents.put(name, digest(Files.newInputStream(folder.resolve(name))));
        }
        return contents;
    }

    private static String digest(InputStream content) throws Exception {
        try (content) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.readAllBytes()));
        }
    }

    @Test
    void artifactsThatArePackedComeBackByteForByteWithLinksAndModesAndAreArchived() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(fetch("ZIP", "into: 'back', archive: true")));
        jenkins.assertLogContains("Fetched 5 files to the workspace", run);
        Path sent = workspace(run);
        Map<String, String> back = files(sent.resolve("back"), PRIMARY);
        assertThat(back).isEqualTo(files(sent, PRIMARY)).containsEntry("link", "-> data.txt");
        assertThat(back.get("run.sh")).startsWith("rwxr-xr-x ");
        assertThat(back.get("blob.bin")).startsWith("rw-r--r-- ");
        assertThat(files(sent.resolve("back/docs"), "data.txt")).isEqualTo(files(sent, "data.txt"));
        assertThat(run.getArtifacts().stream().map(artifact -> artifact.relativePath))
                .contains("back/run.sh", "back/data.txt", "back/docs/data.txt");
        VirtualFile archived = run.getArtifactManager().root().child("back/blob.bin");
        assertThat(digest(archived.open())).isEqualTo(digest(Files.newInputStream(sent.resolve("blob.bin"))));
    }

    @Test
    void aSignatureThatEndsWhileArtifactsAreFetchedIsRenewedAndNothingBeginsAgain() throws Exception {
        String script = fetch("ZIP", "into: 'back', identifiers: 'primary'");
        aws.faults().cutMidBody("s3:GetObject", 1);
        aws.faults().expireToken("s3:GetObject", 1);
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(script));
        jenkins.assertLogContains("Fetched 4 files to the workspace", run);
        assertThat(files(workspace(run).resolve("back"), PRIMARY)).isEqualTo(files(workspace(run), PRIMARY));
        jenkins.assertLogNotContains("It is tried again", run);
        assertThat(aws.calls().all("s3:GetObject").stream().map(CallRecord::range))
                .as("half of the artifact, nothing, the other half")
                .hasSize(3)
                .satisfies(ranges -> assertThat(ranges.get(2)).matches("bytes=[1-9]\\d*-\\d+"));
    }

    @Test
    void artifactsThatAreNotPackedComeBackByteForByte() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(fetch("NONE", "into: 'back'")));
        jenkins.assertLogContains("Fetched 5 files to the workspace", run);
        Path sent = workspace(run);
        assertThat(contents(sent.resolve("back"), PRIMARY)).isEqualTo(contents(sent, PRIMARY));
        assertThat(contents(sent.resolve("back/docs"), "data.txt")).isEqualTo(contents(sent, "data.txt"));
    }

    @Test
    void artifactsInABucketOfAnotherRegionAreRefusedWithTheRegionAndTheWorkspaceIsAsItWas() throws Exception {
        String far = "far-" + bucket;
        aws.s3().createBucket(far, "ap-south-1");
        aws.codeBuild().createProject(REGION, project, SELF_MADE, far);
        for (String packaging : new String[] {"ZIP", "NONE"}) {
            aws.codeBuild().artifacts(REGION, project, packaging, "docs");
            WorkflowRun run = jenkins.buildAndAssertStatus(
                    Result.FAILURE,
                    pipeline("node('agent') {\ntry { codeBuild project: '" + project
                            + "', fetchArtifacts: [into: 'back'] }\n"
                            + "finally { sh 'echo left: $(find . -name back -o -name \".aws*\")' }\n}"));
            jenkins.assertLogContains(far + " is not in " + REGION, run);
            jenkins.assertLogContains("ap-south-1", run);
            assertThat(JenkinsRule.getLog(run).lines()).contains("left:");
            jenkins.assertLogNotContains("\tat ", run);
        }
    }

    @Test
    void anAbortWhileArtifactsAreArchivedEndsTheArchiving() throws Exception {
        var factories = ArtifactManagerConfiguration.get().getArtifactManagerFactories();
        factories.add(new EndlessArchive());
        try {
            WorkflowRun run = pipeline(fetch("ZIP", "into: 'back', archive: true"))
                    .scheduleBuild2(0)
                    .waitForStart();
            assertThat(EndlessArchive.BEGUN.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            run.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(EndlessArchive.INTERRUPTED.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            factories.clear();
        }
    }

    /** An archive that takes no end until its thread is interrupted. */
    public static final class EndlessArchive extends ArtifactManagerFactory {

        static final Semaphore BEGUN = new Semaphore(0);
        static final Semaphore INTERRUPTED = new Semaphore(0);

        @Override
        public ArtifactManager managerFor(Run<?, ?> build) {
            return new Manager();
        }

        /** What a build is archived with. */
        public static final class Manager extends ArtifactManager {

            @Override
            public void onLoad(Run<?, ?> build) {
                // Keeps nothing.
            }

            @Override
            public void archive(
                    FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts)
                    throws InterruptedException {
                BEGUN.release();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException aborted) {
                    INTERRUPTED.release();
                    throw aborted;
                }
            }

            @Override
            public boolean delete() {
                return false;
            }

            @Override
            public VirtualFile root() {
                return VirtualFile.forFile(new File("none"));
            }
        }

        /** Makes it known. */
        @TestExtension
        public static final class DescriptorImpl extends ArtifactManagerFactoryDescriptor {}
    }

    @Test
    void anUnknownArtifactIsRefusedByName() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, pipeline(fetch("ZIP", "into: 'back', identifiers: 'primary, dosc'")));
        jenkins.assertLogContains("identifiers 'dosc': The build has no artifact of this name", run);
        jenkins.assertLogContains("It has: primary, docs", run);
        assertThat(aws.calls().count("codebuild:StartBuild")).isZero();
        run = jenkins.buildAndAssertStatus(
                Result.FAILURE, pipeline("node { codeBuild project: 'site', fetchArtifacts: [into: '../x'] }"));
        jenkins.assertLogContains("into '../x'", run);
    }

    @Test
    void anArtifactThatIsNotWhatWasBuiltIsRefusedAndTheWorkspaceIsAsItWas() throws Exception {
        aws.faults().stall("s3:HeadObject", 1, Duration.ofMinutes(5));
        aws.codeBuild().createProject(REGION, project, WITH_ARTIFACTS, bucket);
        aws.codeBuild().artifacts(REGION, project, "ZIP", "docs");
        WorkflowRun run = pipeline("node('agent') {\n" + FILES + "try { codeBuild project: '" + project
                        + "', buildspec: '''" + SELF_MADE + "''', fetchArtifacts: [into: 'back'] }\n"
                        + "finally { sh 'echo left: $(find . -name back -o -name \".aws*\")' }\n}")
                .scheduleBuild2(0)
                .waitForStart();
        aws.calls().await("s3:HeadObject", 1);
        String key = aws.s3().keys(bucket, "").get(0);
        aws.s3().put(bucket, key, "not what was built".getBytes(StandardCharsets.UTF_8));
        aws.faults().releaseStalled();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains(key + " is not what was stored: its checksum is", run);
        assertThat(JenkinsRule.getLog(run).lines()).contains("left:");
        jenkins.assertLogNotContains("\tat ", run);
    }
}

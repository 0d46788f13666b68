package io.jenkins.plugins.awsdevtools.bundle;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundlePlace;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace of the controller itself. */
class WorkspaceBundleTest extends ConnectedJenkins {

    /** See {@code UploadStart}. */
    private static final int STARTS = 4;

    private final String bucket = "bucket-" + UUID.randomUUID();

    @TempDir
    private Path workspace;

    private WorkspaceContext context;

    @BeforeEach
    void makeBucket() throws Exception {
        aws.s3().createBucket(bucket, "eu-west-1");
        aws.faults().clear();
        aws.calls().clear();
        Files.writeString(workspace.resolve("a.txt"), "a");
        context = new WorkspaceContext(null, TestAccess.root(aws), () -> new FilePath(workspace.toFile()));
    }

    private WorkspaceBundle begin() {
        return WorkspaceBundle.begin(context, "", Selection.ALL, new BundlePlace(bucket, "p/"));
    }

    private void slowDown(String operation, int times) {
        aws.faults().fail(operation, times, "SlowDown", 503, "Please reduce your request rate.");
    }

    @Test
    void anAwsThatThrottlesFailsNoBundleAndNothingIsSentTwice() throws Exception {
        slowDown("s3:HeadObject", 1);
        slowDown("s3:CreateMultipartUpload", STARTS);
        slowDown("s3:CompleteMultipartUpload", 1);

        StoredBundle stored = resultOf(begin().result());

        assertThat(aws.s3().keys(bucket, "")).containsExactly(stored.key());
        assertThat(aws.calls().count("s3:UploadPart")).isEqualTo(1);
        assertThat(context.lines())
                .filteredOn(line -> line.startsWith("It is tried again"))
                .hasSize(3);
    }

    @Test
    void aBundleThatWasCompletedWithoutAnAnswerIsFound() throws Exception {
        aws.faults().cutAfterExecution("s3:CompleteMultipartUpload", 1);

        StoredBundle stored = resultOf(begin().result());

        assertThat(aws.s3().keys(bucket, "")).containsExactly(stored.key());
        assertThat(aws.calls().count("s3:UploadPart")).isEqualTo(1);
    }

    private static final String NOTHING_LEFT = "Nothing of it is left in S3.";

    private WorkspaceBundle abortedWhileAPartIsSent() throws Exception {
        aws.faults().stall("s3:UploadPart", 1, Duration.ofMinutes(5));
        WorkspaceBundle work = begin();
        aws.calls().await("s3:UploadPart", 1);
        work.abort();
        return work;
    }

    @Test
    void thatNothingIsLeftIsSaidWhenItIsSo() throws Exception {
        aws.faults().holdAnswer("s3:AbortMultipartUpload", 1, Duration.ofMinutes(5));
        WorkspaceBundle work = abortedWhileAPartIsSent();
        aws.calls().await("s3:AbortMultipartUpload", 1);
        assertThat(context.lines())
                .contains("Aborted while the workspace was sent.")
                .doesNotContain(NOTHING_LEFT);

        aws.faults().releaseStalled();

        assertThatThrownBy(() -> resultOf(work.result())).hasCauseInstanceOf(WorkAbortedException.class);
        assertThat(context.lines()).contains(NOTHING_LEFT);
    }

    @Test
    void anUploadThatCannotBeAbortedIsTold() throws Exception {
        aws.faults().deny("s3:AbortMultipartUpload", Faults.ANYONE);

        WorkspaceBundle work = abortedWhileAPartIsSent();

        assertThatThrownBy(() -> resultOf(work.result())).hasCauseInstanceOf(WorkAbortedException.class);
        assertThat(context.lines())
                .doesNotContain(NOTHING_LEFT)
                .anyMatch(line -> line.contains("could not be given up"));
    }
}

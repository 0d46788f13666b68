package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.bundle.Bundle;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundle.Trees;
import io.jenkins.plugins.awsdevtools.engine.bundle.Unpacking;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.s3.Bucket;
import io.jenkins.plugins.awsdevtools.localaws.s3.ObjectMetadata;
import io.jenkins.plugins.awsdevtools.localaws.s3.StoredObject;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.SourceType;

/** A bundle as the source of a build, and what the build made of it as an artifact. */
class WorkspaceSourceTest {

    private static final String BUCKET = "bundles";

    @TempDir
    private Path home;

    private LocalAws aws;
    private CodeBuildClient codeBuild;

    @BeforeEach
    void start() throws Exception {
        aws = LocalAws.start();
        codeBuild = LocalClients.root(aws, CodeBuildClient.builder());
        aws.s3().createBucket(BUCKET, aws.region());
    }

    @AfterEach
    void stop() {
        codeBuild.close();
        aws.close();
    }

    private Path workspace(String content) throws Exception {
        Path folder = Files.createDirectories(home.resolve("workspace-" + content));
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(folder.resolve("bin/run.sh"), "#!/bin/sh\necho content is $(cat \"größe.txt\")\n");
        Files.setPosixFilePermissions(folder.resolve("bin/run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("größe.txt"), content);
        byte[] noise = new byte[700_000];
        new Random(3).nextBytes(noise);
        Files.write(folder.resolve("noise.bin"), noise);
        Files.createSymbolicLink(folder.resolve("bin/noise"), Path.of("../noise.bin"));
        Files.writeString(
                folder.resolve("buildspec.yml"),
                "version: 0.2\nphases:\n  build:\n    commands: [bin/run.sh]\n"
                        + "artifacts:\n  files: ['**/*']\n  enable-symlinks: yes\n");
        return folder;
    }

    private StoredObject send(Path folder) throws Exception {
        try (InputStream in = Bundle.of(folder, Selection.ALL, 2).open(2)) {
            return aws.s3().put(BUCKET, "source.zip", in, ObjectMetadata.ofType("application/zip"));
        }
    }

    private Build build(String version) throws Exception {
        aws.codeBuild().createProject(aws.region(), "site", "");
        String id = codeBuild
                .startBuild(start -> start.projectName("site")
                        .sourceTypeOverride(SourceType.S3)
                        .sourceLocationOverride(BUCKET + "/source.zip")
                        .sourceVersion(version)
                        .buildspecOverride("buildspec.yml")
                        .artifactsOverride(artifacts -> artifacts
                                .type(ArtifactsType.S3)
                                .location(BUCKET)
                                .path("out")
                                .name("all.zip")
                                .encryptionDisabled(true)
                                .packaging(ArtifactPackaging.ZIP)))
                .build()
                .id();
        eventually(() -> told(id).buildComplete());
        Build build = told(id);
        assertThat(build.buildStatusAsString()).as(build.phases().toString()).isEqualTo("SUCCEEDED");
        return build;
    }

    private Build told(String id) {
        return codeBuild.batchGetBuilds(get -> get.ids(id)).builds().get(0);
    }

    @Test
    void whatComesBackIsWhatWasSentWithLinksAndModes() throws Exception {
        Path folder = workspace("one");
        send(folder);
        Build build = build(null);
        Path archive = home.resolve("back.zip");
        Files.write(archive, aws.s3().read(BUCKET, "out/all.zip"));
        Path back = home.resolve("back");
        Unpacking.zip(archive, back);
        Files.delete(folder.resolve("empty"));
        Trees.assertSame(folder, back);
        assertThat(build.artifacts().location()).isEqualTo("arn:aws:s3:::" + BUCKET + "/out/all.zip");
        assertThat(build.artifacts().sha256sum()).hasSize(64);
        assertThat(build.artifacts().md5sum()).hasSize(32);
        assertThat(build.artifacts().encryptionDisabled()).isTrue();
    }

    @Test
    void aVersionOfTheBundleIsBuiltThoughANewerOneIsThere() throws Exception {
        aws.s3().bucket(BUCKET).setVersioning(Bucket.Versioning.ENABLED);
        StoredObject one = send(workspace("one"));
        send(workspace("two"));
        build(one.versionId());
        Path archive = Files.write(home.resolve("back.zip"), aws.s3().read(BUCKET, "out/all.zip"));
        Unpacking.zip(archive, home.resolve("back"));
        assertThat(home.resolve("back/größe.txt")).hasContent("one");
    }
}

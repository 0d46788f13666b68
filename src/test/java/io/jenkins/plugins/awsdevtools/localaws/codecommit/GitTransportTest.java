package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.IssuedKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clones and pushes with JGit, and with git itself where it is installed. */
class GitTransportTest {
    private static final String NAME = "site";

    @TempDir
    Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private final LocalAws aws = LocalAws.start(LocalAwsSettings.defaults().withClock(clock));
    private GitRepository repository;

    @BeforeEach
    void create() {
        repository = aws.codeCommit().createRepository(aws.region(), NAME);
        repository.commit("main", "Ada", "Begin", Map.of("README.md", "Hello"));
    }

    @AfterEach
    void stop() {
        aws.close();
        clock.reset();
    }

    private Git cloned(String url) throws GitAPIException {
        // JGit does not take a user with a % from the URL.
        URI whole = URI.create(url);
        String[] login = whole.getUserInfo().split(":", 2);
        return Git.cloneRepository()
                .setURI("http://" + whole.getAuthority().replaceFirst(".*@", "") + whole.getPath())
                .setCredentialsProvider(new UsernamePasswordCredentialsProvider(login[0], login[1]))
                .setDirectory(folder.resolve("clone").toFile())
                .call();
    }

    @Test
    void clonesAndPushes() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        aws.events().addRule(aws.region(), Set.of("aws.codecommit"), events::add);
        try (Git git = cloned(aws.gitUrl(aws.region(), NAME))) {
            assertThat(folder.resolve("clone/README.md")).hasContent("Hello");
            Files.writeString(folder.resolve("clone/new.txt"), "new");
            git.add().addFilepattern(".").call();
            String commit = git.commit()
                    .setMessage("Push")
                    .setSign(false)
                    .setAuthor("Ada", "ada@example.com")
                    .call()
                    .getName();
            git.push().setRemote(aws.gitUrl(aws.region(), NAME)).call();
            assertThat(repository.tip("main")).contains(commit);
        }
        assertThat(events).singleElement().satisfies(event -> assertThat(event).contains("referenceUpdated"));
        assertThat(aws.calls().count("codecommit:GitPull")).isEqualTo(1);
        assertThat(aws.calls().count("codecommit:GitPush")).isEqualTo(1);
    }

    @Test
    void clonesWithTemporaryCredentials() throws Exception {
        IssuedKey session = aws.keys()
                .issueSession(
                        "arn:aws:sts::123456789012:assumed-role/build/one",
                        aws.accountId(),
                        "AROA:one",
                        Instant.now().plusSeconds(900),
                        Map.of());
        try (Git git = cloned(aws.codeCommit().signedCloneUrl(repository, session))) {
            assertThat(git.getRepository().resolve("HEAD")).isNotNull();
        }
        assertThat(aws.calls().all("codecommit:GitPull").get(0).caller().arn()).contains("assumed-role/build/one");
    }

    @Test
    void refusesAnOldPassword() {
        String url = aws.gitUrl(aws.region(), NAME);
        clock.advance(Duration.ofMinutes(16));
        assertThat(failure(url)).isNotEmpty();
    }

    @Test
    void refusesAnotherRepositorysPasswordAndAnotherKeys() {
        aws.codeCommit().createRepository(aws.region(), "other");
        String url = aws.gitUrl(aws.region(), NAME);
        assertThat(failure(url.replace("/" + NAME, "/other"))).isNotEmpty();
        AccessKey stranger = new AccessKey("AKIAIOSFODNN7EXAMPLE", "secret");
        assertThat(failure(url.replaceFirst("//[^:]+:", "//" + stranger.accessKeyId() + ":")))
                .isNotEmpty();
    }

    @Test
    void refusesWhoMayNotPull() {
        aws.faults().deny("codecommit:GitPull", Faults.ANYONE);
        assertThat(failure(aws.gitUrl(aws.region(), NAME))).isNotEmpty();
    }

    private String failure(String url) {
        try (Git git = cloned(url)) {
            return "";
        } catch (GitAPIException e) {
            return e.toString();
        }
    }

    @Test
    void theInstalledGitClonesAndForcePushesAndDeletes() throws Exception {
        assumeTrue(git(folder, "--version") == 0, "git is not installed");
        String url = aws.gitUrl(aws.region(), NAME);
        assertThat(git(folder, "clone", "--depth", "1", url, "work")).isZero();
        Path work = folder.resolve("work");
        assertThat(git(work, "commit", "--allow-empty", "--amend", "-m", "Rewritten"))
                .isZero();
        assertThat(git(work, "push", "--force", "origin", "HEAD:main", "HEAD:refs/heads/feature/x"))
                .isZero();
        assertThat(repository.tip("feature/x")).isEqualTo(repository.tip("main"));
        assertThat(git(work, "push", "origin", ":feature/x")).isZero();
        assertThat(repository.branches()).containsExactly("main");
        assertThat(git(folder, "clone", url.replaceFirst("//[^@]+@", "//"), "denied"))
                .isNotZero();
    }

    private static int git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start().waitFor();
    }
}

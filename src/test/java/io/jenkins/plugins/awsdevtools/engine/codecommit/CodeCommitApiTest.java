package io.jenkins.plugins.awsdevtools.engine.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException;

class CodeCommitApiTest {

    private final LocalAws aws = LocalAws.start();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
    private final CodeCommitApi api = new CodeCommitApi(clients, TestAccess.root(aws));

    @AfterEach
    void close() {
        clients.close();
        threads.shutdownNow();
        aws.close();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void tellsTheHeadOfABranchAndThatThereIsNone() {
        GitRepository shop = aws.codeCommit().createRepository("eu-west-1", "shop");
        String commit = shop.commit("main", "Open", "a.txt");
        assertThat(get(api.head("shop", "main"))).contains(commit);
        assertThat(get(api.head("shop", "gone"))).isEmpty();
    }

    @Test
    void failsForARepositoryThatIsNotThere() {
        assertThatThrownBy(() -> get(api.head("none", "main")))
                .hasCauseInstanceOf(RepositoryDoesNotExistException.class);
    }

    @Test
    void listsToTheLastPage() {
        aws.codeCommit().pageSize(2);
        for (String name : List.of("a", "b", "c", "d", "e")) {
            GitRepository repository = aws.codeCommit().createRepository("eu-west-1", name);
            repository.commit("main", "Open", "a.txt");
            repository.commit("other", "Open", "b.txt");
            repository.commit("third", "Open", "b.txt");
        }
        assertThat(get(api.repositories(100))).containsExactly("a", "b", "c", "d", "e");
        assertThat(get(api.branches("a"))).containsExactly("main", "other", "third");
    }

    @Test
    void tellsCommitsAndThePathsThatDiffer() {
        GitRepository shop = aws.codeCommit().createRepository("eu-west-1", "shop");
        String first = shop.commit("main", "Grace Hopper", "Open\n\nat nine", Map.of("a.txt", "1", "docs/b.md", "2"));
        String second = shop.commit("main", "Grace Hopper", "Close", Map.of("a.txt", "3", "c/d.txt", "4"));
        CommitInfo commit = get(api.commit("shop", first));
        assertThat(commit.title()).isEqualTo("Open");
        assertThat(commit.author()).isEqualTo("Grace Hopper");
        assertThat(get(api.commits("shop", List.of(first, second, "0".repeat(40))))
                        .keySet())
                .containsExactlyInAnyOrder(first, second);
        assertThat(get(api.differences("shop", Optional.of(first), second, 100)).paths())
                .containsExactlyInAnyOrder("a.txt", "c/d.txt");
        assertThat(get(api.differences("shop", Optional.empty(), first, 100)).paths())
                .containsExactlyInAnyOrder("a.txt", "docs/b.md");
        aws.codeCommit().pageSize(1);
        assertThat(get(api.differences("shop", Optional.of(first), second, 1)).complete())
                .isFalse();
    }

    @Test
    void tellsWhatARepositoryIs() {
        aws.codeCommit().createRepository("eu-west-1", "shop").commit("main", "Open", "a.txt");
        Repository told = get(api.repository("shop"));
        assertThat(told.defaultBranch()).contains("main");
        assertThat(told.account()).isEqualTo(aws.accountId());
    }
}

package io.jenkins.plugins.awsdevtools.localaws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class LocalSqsTest {
    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static LocalAws aws;
    private static SqsClient sqs;
    private static int number;
    private String url;
    private SqsQueue queue;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsSettings.defaults().withClock(CLOCK));
        sqs = LocalClients.root(aws, SqsClient.builder());
    }

    @AfterAll
    static void stop() {
        sqs.close();
        aws.close();
        CLOCK.reset();
    }

    @BeforeEach
    void create() {
        String name = "queue-" + ++number;
        url = sqs.createQueue(create -> create.queueName(name)).queueUrl();
        queue = aws.sqs().createQueue(aws.region(), name);
    }

    private List<Message> receive(int seconds) {
        return sqs.receiveMessage(
                        receive -> receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(seconds))
                .messages();
    }

    @Test
    void hidesAMessageUntilItsTimeoutAndCountsReceipts() {
        sqs.sendMessage(send -> send.queueUrl(url).messageBody("one"));
        assertThat(receive(0)).extracting(Message::body).containsExactly("one");
        assertThat(receive(0)).isEmpty();
        CLOCK.advance(Duration.ofSeconds(31));
        Message again = receive(0).get(0);
        sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(again.receiptHandle()));
        CLOCK.advance(Duration.ofSeconds(31));
        assertThat(receive(0)).isEmpty();
    }

    @Test
    void aLongPollEndsWithTheFirstMessage() throws Exception {
        long before = aws.calls().count("sqs:ReceiveMessage");
        CompletableFuture<List<Message>> poll = CompletableFuture.supplyAsync(() -> receive(20));
        aws.calls().await("sqs:ReceiveMessage", before + 1);
        queue.send("now");
        assertThat(poll.get()).extracting(Message::body).containsExactly("now");
    }

    @Test
    void deletesInBatchesOfTen() {
        IntStream.range(0, 3).forEach(i -> queue.send("message " + i));
        List<DeleteMessageBatchRequestEntry> entries = receive(0).stream()
                .map(message -> DeleteMessageBatchRequestEntry.builder()
                        .id(message.messageId())
                        .receiptHandle(message.receiptHandle())
                        .build())
                .toList();
        sqs.deleteMessageBatch(delete -> delete.queueUrl(url).entries(entries));
        assertThat(queue.size()).isZero();
        List<DeleteMessageBatchRequestEntry> many = new ArrayList<>();
        IntStream.range(0, 11)
                .forEach(i -> many.add(DeleteMessageBatchRequestEntry.builder()
                        .id("id" + i)
                        .receiptHandle("x")
                        .build()));
        assertThat(catchThrowableOfType(
                                SqsException.class,
                                () -> sqs.deleteMessageBatch(
                                        delete -> delete.queueUrl(url).entries(many)))
                        .awsErrorDetails()
                        .errorCode())
                .isEqualTo("AWS.SimpleQueueService.TooManyEntriesInBatchRequest");
    }

    @Test
    void whoWaitsAtADeletedQueueIsTold() throws Exception {
        long before = aws.calls().count("sqs:ReceiveMessage");
        CompletableFuture<Throwable> poll = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(QueueDoesNotExistException.class, () -> receive(20)));
        aws.calls().await("sqs:ReceiveMessage", before + 1);
        aws.sqs().deleteQueue(aws.region(), queue.name());
        assertThat(poll.join()).isInstanceOf(QueueDoesNotExistException.class);
        QueueDoesNotExistException refusal = catchThrowableOfType(QueueDoesNotExistException.class, () -> receive(0));
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
    }

    @Test
    void movesWhatIsReceivedTooOftenToTheDeadLetters() {
        SqsQueue dead = aws.sqs().createQueue(aws.region(), queue.name() + "-dead");
        sqs.setQueueAttributes(set -> set.queueUrl(url)
                .attributes(Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + dead.arn() + "\",\"maxReceiveCount\":2}")));
        queue.send("poison");
        for (int i = 0; i < 3; i++) {
            receive(0);
            CLOCK.advance(Duration.ofSeconds(31));
        }
        assertThat(queue.size()).isZero();
        assertThat(dead.bodies()).containsExactly("poison");
    }

    @Test
    void bringsMessagesTwiceAndInAnyOrderWhenToldTo() {
        queue.disorderly(1, 0.5);
        List<String> sent = IntStream.range(0, 20).mapToObj(i -> "message " + i).toList();
        sent.forEach(queue::send);
        assertThat(queue.bodies()).hasSizeGreaterThan(20).containsAll(sent);
        assertThat(queue.bodies().stream().distinct()).isNotEqualTo(sent);
    }

    @Test
    void carriesPushesFromTheEventBus() {
        SqsQueue events =
                aws.sqs().createEventQueue(aws.region(), "pushes-" + number, aws.events(), Set.of("aws.codecommit"));
        aws.codeCommit().createRepository(aws.region(), "site-" + number).commit("main", "Begin", "README.md");
        assertThat(events.bodies()).singleElement().satisfies(event -> assertThat(event)
                .contains("referenceCreated"));
    }
}

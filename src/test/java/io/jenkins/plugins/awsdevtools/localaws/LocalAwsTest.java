package io.jenkins.plugins.awsdevtools.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAwsTest {

    @Test
    void aTemporaryHomeIsDeletedOnClose() throws Exception {
        LocalAws aws = LocalAws.start();
        aws.s3().createBucket("bucket", aws.region());
        aws.s3().put("bucket", "key", new byte[10]);
        assertThat(aws.home()).isDirectory();

        aws.close();
        aws.close();

        assertThat(aws.home()).doesNotExist();
    }

    @Test
    void aChosenHomeIsKept(@TempDir Path home) throws Exception {
        try (LocalAws aws = LocalAws.start(LocalAwsSettings.defaults().withHome(home.resolve("new")))) {
            aws.s3().createBucket("bucket", aws.region());
            aws.s3().put("bucket", "key", new byte[10]);
        }

        assertThat(home.resolve("new/s3")).isDirectory();
    }

    @Test
    void twoOfThemKnowNothingOfEachOther() {
        try (LocalAws one = LocalAws.start();
                LocalAws other = LocalAws.start(LocalAwsSettings.defaults().withAccountId("999999999999"))) {
            one.s3().createBucket("bucket", "eu-west-1");

            assertThat(other.s3().findBucket("bucket")).isEmpty();
            assertThat(other.accountId()).isEqualTo("999999999999");
            assertThat(one.endpoint()).isNotEqualTo(other.endpoint());
            assertThat(one.rootKey()).isNotEqualTo(other.rootKey());
        }
    }

    @Test
    void answersAreDatedByItsClock() throws Exception {
        ShiftedClock clock = new ShiftedClock();
        clock.advance(Duration.ofDays(100));
        try (LocalAws aws = LocalAws.start(LocalAwsSettings.defaults().withClock(clock))) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(aws.endpoint().resolve("/x")).build(), BodyHandlers.ofString());

            Instant dated = ZonedDateTime.parse(
                            answer.headers().firstValue("date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            assertThat(ChronoUnit.DAYS.between(Instant.now(), dated)).isIn(99L, 100L);
        }
    }

    @Test
    void peopleAreToldHowToPointTheCliAtIt() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (LocalAws aws = LocalAws.start()) {
            LocalAwsMain.print(aws, new PrintStream(printed, true, StandardCharsets.UTF_8));

            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("export AWS_ENDPOINT_URL=" + aws.endpoint())
                    .contains("export AWS_ACCESS_KEY_ID=" + aws.rootKey().accessKeyId())
                    .contains("export AWS_SECRET_ACCESS_KEY=" + aws.rootKey().secretAccessKey())
                    .contains("export AWS_DEFAULT_REGION=eu-west-1");
        }
    }

    @Test
    void optionsAreReadAndUnknownOnesRefused() {
        LocalAwsSettings settings = LocalAwsMain.settings(new String[] {"--port", "4566", "--home", "work/aws"});

        assertThat(settings.port()).isEqualTo(4566);
        assertThat(settings.home()).contains(Path.of("work/aws"));
        assertThatThrownBy(() -> LocalAwsMain.settings(new String[] {"--speed", "9"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--speed");
        assertThatThrownBy(() -> LocalAwsMain.settings(new String[] {"--port"}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

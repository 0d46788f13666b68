package io.jenkins.plugins.awsdevtools.localaws;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a {@link LocalAws} for people: {@code --port N}, {@code --home FOLDER}; runs until it is interrupted. */
final class LocalAwsMain {
    private LocalAwsMain() {}

    static void run(String[] arguments, PrintStream out) throws InterruptedException {
        try (LocalAws aws = LocalAws.start(settings(arguments))) {
            print(aws, out);
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                aws.close();
                stopped.countDown();
            }));
            stopped.await();
        }
    }

    static LocalAwsSettings settings(String[] arguments) {
        LocalAwsSettings settings = LocalAwsSettings.defaults();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            settings = switch (arguments[i]) {
                case "--port" -> settings.withPort(Integer.parseInt(arguments[i + 1]));
                case "--home" -> settings.withHome(Path.of(arguments[i + 1]));
                default ->
                    throw new IllegalArgumentException(
                            arguments[i] + " is not an option; there are --port N and --home FOLDER");
            };
        }
        return settings;
    }

    static void print(LocalAws aws, PrintStream out) {
        out.printf("LocalAws answers at %s, files in %s%n", aws.endpoint(), aws.home());
        out.println("To point the AWS CLI or an SDK at it:");
        out.printf("  export AWS_ENDPOINT_URL=%s%n", aws.endpoint());
        out.printf("  export AWS_ACCESS_KEY_ID=%s%n", aws.rootKey().accessKeyId());
        out.printf("  export AWS_SECRET_ACCESS_KEY=%s%n", aws.rootKey().secretAccessKey());
        out.printf("  export AWS_DEFAULT_REGION=%s%n", aws.region());
        out.flush();
    }
}

package io.jenkins.plugins.awsdevtools.localaws;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/** The embedded AWS of the demonstration, in a process of its own until it is ended. */
public final class DemoAws {

    private DemoAws() {}

    /** @param arguments the file to write address and key to */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (LocalAws aws = LocalAws.start()) {
            DemoProject.create(aws);
            Properties properties = new Properties();
            properties.setProperty("endpoint", aws.endpoint().toString());
            properties.setProperty("region", aws.region());
            properties.setProperty("accessKeyId", aws.rootKey().accessKeyId());
            properties.setProperty("secretAccessKey", aws.rootKey().secretAccessKey());
            Path file = Path.of(arguments[0]);
            Path next = file.resolveSibling(file.getFileName() + ".next");
            try (Writer writer = Files.newBufferedWriter(next)) {
                properties.store(writer, null);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            new CountDownLatch(1).await();
        }
    }
}

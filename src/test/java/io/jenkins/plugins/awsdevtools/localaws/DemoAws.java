package io.jenkins.plugins.awsdevtools.localaws;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The embedded AWS of the demonstration, in a process of its own until it is ended. */
public final class DemoAws {

    /** Well within the fifteen minutes that a password of git holds. */
    private static final int REFRESH_MINUTES = 5;

    private DemoAws() {}

    /** @param arguments the file to write address and key to */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (LocalAws aws = LocalAws.start()) {
            DemoProject.create(aws);
            DemoRepository.create(aws);
            DemoPipeline.create(aws);
            Properties properties = new Properties();
            properties.setProperty("endpoint", aws.endpoint().toString());
            properties.setProperty("site", aws.website(DemoProject.SITE_BUCKET).toString());
            properties.setProperty(
                    "siteByPipeline", DemoPipeline.byPipeline(aws).toString());
            properties.setProperty(
                    "siteByJenkinsfile", DemoPipeline.byJenkinsfile(aws).toString());
            properties.setProperty("region", aws.region());
            properties.setProperty("accessKeyId", aws.rootKey().accessKeyId());
            properties.setProperty("secretAccessKey", aws.rootKey().secretAccessKey());
            properties.setProperty("cloneUrl", DemoRepository.cloneUrl(aws));
            properties.setProperty("eventQueue", DemoRepository.QUEUE);
            Path file = Path.of(arguments[0]);
            Path credentials = file.resolveSibling("git-credentials");
            DemoRepository.writeCredentials(aws, credentials);
            Path next = file.resolveSibling(file.getFileName() + ".next");
            try (Writer writer = Files.newBufferedWriter(next)) {
                properties.store(writer, null);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            CountDownLatch forever = new CountDownLatch(1);
            while (!forever.await(REFRESH_MINUTES, TimeUnit.MINUTES)) {
                DemoRepository.writeCredentials(aws, credentials);
            }
        }
    }
}

package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;

/** The repository that people push to in the demonstration, with its pushes as events in a queue. */
final class DemoRepository {

    static final String NAME = "site";
    static final String QUEUE = "jenkins-events";

    private DemoRepository() {}

    static void create(LocalAws aws) {
        GitRepository repository = aws.codeCommit().createRepository(aws.region(), NAME);
        repository.commit(
                "main", "Ada Lovelace", "Open the site", Map.of("index.html", "<h1>Hello</h1>\n", "news.html", "\n"));
        aws.sqs().createEventQueue(aws.region(), QUEUE, aws.events(), Set.of());
    }

    /** Where git clones from; the password is asked of the helper. */
    static String cloneUrl(LocalAws aws) {
        return aws.codeCommit().cloneUrl(NAME);
    }

    /**
     * Writes user and password as git's credential helpers print them. The password is good for fifteen minutes, so this
     * is done again and again.
     */
    static void writeCredentials(LocalAws aws, Path file) throws IOException {
        String[] user =
                URI.create(aws.gitUrl(aws.region(), NAME)).getRawUserInfo().split(":", 2);
        String name = java.net.URLDecoder.decode(user[0], StandardCharsets.UTF_8);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, "username=" + name + "\npassword=" + user[1] + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

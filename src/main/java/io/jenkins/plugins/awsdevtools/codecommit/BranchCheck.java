package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitApi;
import io.jenkins.plugins.awsdevtools.engine.codecommit.NamePatterns;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushRequest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells beside the field which branches a trigger's patterns match now. */
final class BranchCheck {

    /** As long as a person waits for a field. */
    private static final long SECONDS = 10;

    private static final int SHOWN = 10;

    private final Item item;
    private final String connection;
    private final String repository;

    BranchCheck(Item item, String connection, String repository) {
        this.item = item;
        this.connection = connection;
        this.repository = repository;
    }

    /** What cannot be asked is said by the field of the repository. */
    FormValidation check(NamePatterns patterns) {
        try {
            PushRequest.checkRepository(repository);
            CodeCommitApi api = new CodeCommitApi(
                    AwsRuntime.get().clients(),
                    new ConnectionResolver().resolve(item, connection).access());
            return told(patterns, api.branches(repository).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS));
        } catch (ParameterException | ExecutionException | TimeoutException unknown) {
            return FormValidation.ok();
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
            return FormValidation.ok();
        }
    }

    private static FormValidation told(NamePatterns patterns, List<String> existing) {
        if (existing.isEmpty()) {
            return FormValidation.warning(Messages.CodeCommitTrigger_noBranches());
        }
        for (String text : patterns.texts()) {
            NamePatterns one = NamePatterns.of(List.of(text));
            if (existing.stream().noneMatch(one::matches)) {
                List<String> closest = ClosestNames.of(text, existing);
                return FormValidation.warning(
                        Messages.CodeCommitTrigger_noMatch(text, shown(closest.isEmpty() ? existing : closest)));
            }
        }
        List<String> matching = patterns.isEmpty()
                ? existing
                : existing.stream().filter(patterns::matches).toList();
        return FormValidation.ok(Messages.CodeCommitTrigger_matches(matching.size(), shown(matching)));
    }

    private static String shown(List<String> names) {
        String some = String.join(", ", names.stream().limit(SHOWN).toList());
        return names.size() > SHOWN ? some + ", ..." : some;
    }
}

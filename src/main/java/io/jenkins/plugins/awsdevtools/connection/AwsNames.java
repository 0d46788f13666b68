package io.jenkins.plugins.awsdevtools.connection;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Names of one kind that AWS can list: what a form offers for a field, and whether what was typed exists. Both ask AWS
 * only for who may configure the item.
 *
 * @param operation that lists them, in IAM's spelling, for messages
 * @param most after how many names listing stops; what is beyond is typed and not checked
 * @param list the names, read with the given access; fails with whatever the SDK threw
 */
public record AwsNames(String operation, int most, Function<AwsAccess, CompletionStage<List<String>>> list) {

    /** As long as a person waits for a field. */
    private static final long SECONDS = 10;

    /** The names; none if AWS does not tell them. */
    public ComboBoxModel choices(Item item, String connection) {
        if (!ConnectionChoices.mayConfigure(item)) {
            return new ComboBoxModel();
        }
        try {
            return new ComboBoxModel(read(new ConnectionResolver().resolve(item, connection)));
        } catch (ParameterException | ExecutionException | TimeoutException unknown) {
            return new ComboBoxModel();
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
            return new ComboBoxModel();
        }
    }

    /** A warning with the closest names if there is none of this name, or with what keeps AWS from telling. */
    public FormValidation check(Item item, String connection, String name) {
        if (name == null || name.isBlank() || name.contains("$") || !ConnectionChoices.mayConfigure(item)) {
            return FormValidation.ok();
        }
        ResolvedConnection resolved;
        try {
            resolved = new ConnectionResolver().resolve(item, connection);
        } catch (ParameterException notConnected) {
            return FormValidation.warning(notConnected.getMessage());
        }
        try {
            List<String> names = read(resolved);
            if (name.startsWith("arn:") || names.contains(name) || names.size() >= most) {
                return FormValidation.ok();
            }
            List<String> closest = ClosestNames.of(name, names);
            String account = resolved.name() + ", " + resolved.access().region();
            return FormValidation.warning(
                    closest.isEmpty()
                            ? Messages.AwsNames_unknown(account)
                            : Messages.AwsNames_closest(account, String.join(", ", closest)));
        } catch (ExecutionException | TimeoutException failed) {
            CallContext call =
                    new CallContext(operation, name, resolved.access().region().id());
            return FormValidation.warning(
                    FailureTranslator.translate(failed, call).text());
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
            return FormValidation.ok();
        }
    }

    private List<String> read(ResolvedConnection connection)
            throws ExecutionException, TimeoutException, InterruptedException {
        return list.apply(connection.access()).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }
}

package io.jenkins.plugins.awsdevtools.codepipeline.export;

import hudson.Util;
import hudson.model.Action;
import hudson.model.Item;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.connection.ResolvedConnection;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.ExportedJenkinsfile;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineExport;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/**
 * "Export as Jenkinsfile", for Jenkins itself and for each folder, whose connections it offers. It calls AWS in the name of
 * a connection: for those who may configure what it belongs to.
 */
public class ExportPage implements Action, StaplerProxy {

    /** As long as a person waits for a page. */
    private static final long SECONDS = 20;

    private final Item folder;

    /** @param folder null for Jenkins itself */
    protected ExportPage(Item folder) {
        this.folder = folder;
    }

    private AccessControlled place() {
        return folder == null ? Jenkins.get() : folder;
    }

    private Permission needed() {
        return folder == null ? Jenkins.ADMINISTER : Item.CONFIGURE;
    }

    @Override
    public final String getIconFileName() {
        return place().hasPermission(needed()) ? "symbol-document-text" : null;
    }

    @Override
    public final String getDisplayName() {
        return place().hasPermission(needed()) ? Messages.ExportPage_displayName() : null;
    }

    @Override
    public final String getUrlName() {
        return "codepipeline-export";
    }

    @Override
    public final Object getTarget() {
        place().checkPermission(needed());
        return this;
    }

    /** Whose side panel the page shows. */
    public final Object getPlace() {
        return place();
    }

    /** The connections that may be used here. */
    public final ListBoxModel getConnections() {
        return ConnectionChoices.of(folder, null);
    }

    /** What the page shows before anything was asked. */
    public Result getResult() {
        return new Result("", "", "", null, "");
    }

    /**
     * Reads the pipeline, or the JSON if there is any, and shows the Jenkinsfile or why there is none.
     *
     * @param connection empty for the usual one
     * @param json as get-pipeline prints it
     */
    @POST
    public final HttpResponse doExport(
            @QueryParameter String connection, @QueryParameter String pipeline, @QueryParameter String json) {
        place().checkPermission(needed());
        String name = Util.fixNull(pipeline).trim();
        String given = Util.fixNull(json).trim();
        String chosen = Util.fixNull(connection).trim();
        Result result;
        try {
            result = new Result(chosen, name, given, export(chosen, name, given), "");
        } catch (ParameterException | TimeoutException refused) {
            result = new Result(chosen, name, given, null, String.valueOf(refused.getMessage()));
        } catch (ExecutionException failed) {
            result = new Result(
                    chosen, name, given, null, String.valueOf(failed.getCause().getMessage()));
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
            throw HttpResponses.error(goingDown);
        }
        return HttpResponses.forwardToView(new Shown(folder, result), "index");
    }

    private ExportedJenkinsfile export(String connection, String pipeline, String json)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (json.isEmpty()) {
            PipelineRequest.checkName(pipeline);
        }
        ResolvedConnection resolved = new ConnectionResolver().resolve(folder, connection);
        PipelineExport export = new PipelineExport(AwsRuntime.get().clients(), resolved.access());
        String credentials = GitCredentials.id(resolved.name());
        if (!json.isEmpty()) {
            return export.ofJson(json, connection, credentials);
        }
        try {
            return export.of(pipeline, connection, credentials)
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new TimeoutException(Messages.ExportPage_late(SECONDS));
        }
    }

    /**
     * What was asked and what came of it.
     *
     * @param exported null if there is nothing to show
     * @param refusal why; may be empty
     */
    public record Result(
            String connection, String pipeline, String json, ExportedJenkinsfile exported, String refusal) {

        public String getConnection() {
            return connection;
        }

        public String getPipeline() {
            return pipeline;
        }

        public String getJson() {
            return json;
        }

        public ExportedJenkinsfile getExported() {
            return exported;
        }

        public String getRefusal() {
            return refusal;
        }
    }

    /** The page with a result. */
    private static final class Shown extends ExportPage {

        private final Result result;

        Shown(Item folder, Result result) {
            super(folder);
            this.result = result;
        }

        @Override
        public Result getResult() {
            return result;
        }
    }
}

package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.Permission;
import io.jenkins.plugins.awsdevtools.codepipeline.trigger.TriggerLog;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.ActionTypeCreation;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.ActionTypeRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.Worker;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.WorkerRequest;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/**
 * The page of a job that tells what its worker did, and where its action type can be made. It names pipelines and
 * permissions: not for everybody.
 */
public final class WorkerPage implements Action, StaplerProxy {

    /** Who may configure a job may read it too. */
    private static final Permission READ = Item.EXTENDED_READ;

    private static final int ARTIFACTS = 5;

    private final Job<?, ?> job;

    WorkerPage(Job<?, ?> job) {
        this.job = job;
    }

    @Override
    public String getIconFileName() {
        return job.hasPermission(READ) ? "symbol-document-text" : null;
    }

    @Override
    public String getDisplayName() {
        return job.hasPermission(READ) ? Messages.WorkerPage_displayName() : null;
    }

    @Override
    public String getUrlName() {
        return "codepipeline-worker";
    }

    @Override
    public Object getTarget() {
        job.checkPermission(READ);
        return this;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    public String getText() {
        return Workers.get().log(job).text();
    }

    /** When CodePipeline answered last, or an empty text. */
    public String getLastPolled() {
        return Workers.get().lastPolled(job);
    }

    public boolean isPollAllowed() {
        return job.hasPermission(Item.BUILD);
    }

    public boolean isCreateAllowed() {
        return job.hasPermission(Item.CONFIGURE);
    }

    /** Asks for jobs now. */
    @POST
    public HttpResponse doPoll() {
        job.checkPermission(Item.BUILD);
        Worker worker = Workers.get().running(job);
        if (worker != null) {
            worker.poll();
        }
        return HttpRedirect.DOT;
    }

    /** Makes the action type of the trigger; what came of it stands in the log. */
    @POST
    public HttpResponse doCreate() {
        job.checkPermission(Item.CONFIGURE);
        CodePipelineWorkerTrigger trigger = Workers.get().of(job);
        if (trigger != null) {
            Creation.begin(job, trigger);
        }
        return HttpRedirect.DOT;
    }

    /** The making of an action type, which the page does not wait for. */
    static final class Creation {

        private Creation() {}

        static void begin(Job<?, ?> job, CodePipelineWorkerTrigger trigger) {
            TriggerLog log = Workers.get().log(job);
            try {
                WorkerRequest request = trigger.request();
                new ActionTypeCreation(
                                AwsRuntime.get().clients(),
                                new ConnectionResolver()
                                        .resolve(job, trigger.getConnection())
                                        .access())
                        .create(typeRequest(job, request))
                        .whenComplete((made, failure) -> {
                            if (failure != null) {
                                log.say(
                                        failure.getCause() == null
                                                ? failure.getMessage()
                                                : failure.getCause().getMessage());
                                return;
                            }
                            log.say(
                                    made
                                            ? Messages.WorkerPage_created(request.type())
                                            : Messages.WorkerPage_exists(request.type()));
                            Worker worker = Workers.get().running(job);
                            if (worker != null) {
                                worker.poll();
                            }
                        });
            } catch (ParameterException wrong) {
                log.say(wrong.getMessage());
            }
        }

        /** One type serves all jobs at the top that are asked for by their names; another one serves its job alone. */
        private static ActionTypeRequest typeRequest(Job<?, ?> job, WorkerRequest request) {
            String root = JenkinsLocationConfiguration.get().getUrl();
            String jenkins = root == null ? "" : root;
            boolean byName = job.getParent() == Jenkins.get()
                    && request.query().isPresent()
                    && request.query().get().value().equals(job.getName());
            String url =
                    byName ? jenkins + "job/{Config:" + request.query().get().name() + "}/" : jenkins + job.getUrl();
            return new ActionTypeRequest(
                    request.type(),
                    request.query().map(WorkerRequest.Query::name),
                    url,
                    url + "{ExternalExecutionId}/",
                    ARTIFACTS,
                    ARTIFACTS);
        }
    }
}

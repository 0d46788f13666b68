package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.ActionTypeCreation;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.ActionTypeRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.Worker;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.WorkerRequest;
import io.jenkins.plugins.awsdevtools.trigger.TriggerLog;
import io.jenkins.plugins.awsdevtools.trigger.TriggerPage;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.POST;

/** The page of a job that tells what its worker did, and where its action type can be made. */
public final class WorkerPage extends TriggerPage {

    private static final int ARTIFACTS = 5;

    WorkerPage(Job<?, ?> job) {
        super(job, Workers.get());
    }

    @Override
    public String getUrlName() {
        return "codepipeline-worker";
    }

    @Override
    protected String title() {
        return Messages.WorkerPage_displayName();
    }

    @Override
    protected String polled(String time) {
        return time.isEmpty() ? Messages.WorkerPage_neverPolled() : Messages.WorkerPage_polled(time);
    }

    public boolean isCreateAllowed() {
        return getJob().hasPermission(Item.CONFIGURE);
    }

    /** Makes the action type of the trigger; what came of it stands in the log. */
    @POST
    public HttpResponse doCreate() {
        getJob().checkPermission(Item.CONFIGURE);
        CodePipelineWorkerTrigger trigger = Workers.get().of(getJob());
        if (trigger != null) {
            Creation.begin(getJob(), trigger);
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

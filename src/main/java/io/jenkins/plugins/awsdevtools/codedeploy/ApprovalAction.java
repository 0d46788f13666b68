package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRun;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The page on which a ready blue/green deployment is approved. Whoever may build the job may approve its deployments: a
 * build could as well be started again with {@code onReady: 'continue'}.
 */
public final class ApprovalAction implements Action {

    /** What it takes to approve. */
    static final Permission PERMISSION = Item.BUILD;

    private final Run<?, ?> run;

    ApprovalAction(Run<?, ?> run) {
        this.run = run;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** The ids of the deployments that wait. */
    public List<String> getDeployments() {
        return Approvals.get().of(run).stream().map(DeploymentRun::deploymentId).toList();
    }

    public boolean isAllowed() {
        return run.getParent().hasPermission(PERMISSION);
    }

    @Override
    public String getIconFileName() {
        return isAllowed() && !getDeployments().isEmpty() ? "symbol-play" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ApprovalAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "aws-approval";
    }

    /** Lets a deployment go on. */
    @POST
    public HttpResponse doProceed(@QueryParameter String deployment) {
        run.getParent().checkPermission(PERMISSION);
        String who = Jenkins.getAuthentication2().getName();
        for (DeploymentRun waiting : Approvals.get().of(run)) {
            if (waiting.deploymentId().equals(deployment)) {
                waiting.proceed(who);
                return HttpResponses.redirectTo("../console");
            }
        }
        return HttpResponses.errorWithoutStack(404, Messages.ApprovalAction_none());
    }
}

package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The deployments of this process that may have to be approved; each leaves when it has ended. */
@Extension
public final class Approvals {

    private final Map<DeploymentRun, String> waiting = new ConcurrentHashMap<>();

    static Approvals get() {
        return ExtensionList.lookupSingleton(Approvals.class);
    }

    void add(Run<?, ?> run, DeploymentRun deployment) {
        waiting.put(deployment, run.getExternalizableId());
        deployment.result().whenComplete((result, failure) -> waiting.remove(deployment));
    }

    /** Those of a Jenkins build that wait for approval now. */
    List<DeploymentRun> of(Run<?, ?> run) {
        String id = run.getExternalizableId();
        return waiting.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id) && entry.getKey().waitsForApproval())
                .map(Map.Entry::getKey)
                .toList();
    }
}

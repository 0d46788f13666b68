package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.logs.LogSource;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.List;
import java.util.Map;

/** Where an {@link ActionFollower} tells of one action. Used on {@link #serial}. */
public interface FollowedAction {

    WorkContext context();

    /** With what the status of the action's work is read: in the action's region, shared by all who read there. */
    AwsAccess access();

    SerialExecutor serial();

    /** What followers have told of this execution's actions, as they keep it; it outlives the process. */
    Map<String, String> told();

    /**
     * Prints lines once, whatever becomes of this process.
     *
     * @param nowTold takes the place of {@link #told}
     * @param lines may be none
     */
    void tell(Map<String, String> nowTold, List<String> lines);

    /**
     * Which of an action's logs.
     *
     * @param id tells it from the action's others; without blanks
     * @param label for people
     */
    record Part(String id, String label) {

        /** The only log that the action has. */
        public static final Part WHOLE = new Part("", "");
    }

    /**
     * The action has a log. Told again, it only says whether it is complete.
     *
     * @param complete whether nothing more is written to it
     */
    void log(Part part, LogSource source, ReadBudget.Account account, boolean complete);

    AwsFailure translate(Throwable failure, String operation);

    /** Something cannot be told for now, or at all. */
    void trouble(AwsFailure reason);

    /** Nothing more is told but what the log still brings. */
    void ended();
}

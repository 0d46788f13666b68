package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;

/**
 * How many tasks a rolling update leaves running and may have running. ECS rounds the lower limit up and the upper one down,
 * so that with few tasks there may be no room to replace one.
 *
 * @param least percent of the desired count that stay healthy
 * @param most percent of the desired count that may run
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html">
 *     DeploymentConfiguration</a>
 */
public record RolloutRoom(int least, int most) {

    private static final int ALL = 100;

    /** "The default minimumHealthyPercent value ... is 100%", "The default maximumPercent value ... is 200%". */
    private static final int USUAL_LEAST = 100;

    private static final int USUAL_MOST = 200;

    /** As many tasks as need a thousand percent to have room; more have it with any. */
    private static final int MOST_TASKS = 100;

    /** What is not given is as ECS has it for a new service. */
    public static RolloutRoom of(Integer least, Integer most) {
        return new RolloutRoom(least == null ? USUAL_LEAST : least, most == null ? USUAL_MOST : most);
    }

    /** Whether a task can be started beside so many, or one of them be stopped. */
    public boolean isEnough(int tasks) {
        return tasks == 0 || running(tasks) > tasks || staying(tasks) < tasks;
    }

    /** The fewest tasks that can be replaced, from 1; 0 if no number of them can. */
    public int fewest() {
        for (int tasks = 1; tasks <= MOST_TASKS; tasks++) {
            if (isEnough(tasks)) {
                return tasks;
            }
        }
        return 0;
    }

    /** @throws ParameterException if so many tasks cannot be replaced */
    public void check(int tasks) {
        if (!isEnough(tasks)) {
            throw new ParameterException(
                    "maximumPercent", most, Texts.of("ecs.percent.noRoom", tasks, running(tasks), staying(tasks)));
        }
    }

    /** "rounded down to the nearest integer" (maximumPercent). */
    private long running(int tasks) {
        return (long) tasks * most / ALL;
    }

    /** "rounded up to the nearest integer" (minimumHealthyPercent). */
    private long staying(int tasks) {
        return ((long) tasks * least + ALL - 1) / ALL;
    }
}

package io.jenkins.plugins.awsdevtools.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Runs a scenario by name and prints its table and the line for machines. */
public final class Bench {

    /** What a scenario measured, ours and the peer's way. */
    record Figures(double ours, double peer, String unit, boolean lessIsBetter) {

        /** Over 1 means better than the peer's way. */
        double ratio() {
            return lessIsBetter ? peer / ours : ours / peer;
        }
    }

    /** One thing to measure. */
    interface Scenario {
        String about();

        Figures run(PrintStream out) throws Exception;
    }

    private static final Map<String, Scenario> SCENARIOS = new TreeMap<>(Map.of(
            "pipeline-watch",
            new PipelineWatch(),
            "push-latency",
            new PushLatency(),
            "s3-sync",
            new S3Sync(),
            "status-calls",
            new StatusCalls(),
            "workspace-bundle",
            new WorkspaceBundle()));

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            SCENARIOS.forEach((name, scenario) -> System.out.printf("%-16s %s%n", name, scenario.about()));
            return;
        }
        Scenario scenario = SCENARIOS.get(arguments[0]);
        if (scenario == null) {
            System.err.println("There is no scenario " + arguments[0] + "; there are " + SCENARIOS.keySet());
            System.exit(2);
        }
        Figures figures = scenario.run(System.out);
        System.out.printf(
                Locale.ROOT,
                "%s ours=%.1f peer=%.1f ratio=%.2f unit=%s%n",
                arguments[0],
                figures.ours(),
                figures.peer(),
                figures.ratio(),
                figures.unit());
        System.exit(0);
    }
}

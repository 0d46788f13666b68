package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of a build went, and for how much of it AWS bills, by AWS's own words:
 *
 * <ul>
 *   <li>On demand: "Build duration is calculated in minutes, from the time you submit your build until your build is
 *       terminated, rounded up to the nearest minute" (AWS CodeBuild Pricing). That makes no exception for the queue, so
 *       none is made here.
 *   <li>Lambda compute: the same by seconds (AWS CodeBuild Pricing).
 *   <li>A reserved fleet: its machines "will continue to incur costs as long they're provisioned" ("Run builds on reserved
 *       capacity fleets", AWS CodeBuild User Guide), whatever builds run on them.
 * </ul>
 *
 * <p>Each build of a batch is billed as one. Free minutes are not known here.
 *
 * @param building everything but queue and provisioning
 * @param billed minutes of on-demand compute or seconds of Lambda; zero on a fleet
 */
public record BuildCost(
        Duration queued, Duration provisioning, Duration building, String computeType, Kind kind, long billed) {

    /** How compute is billed. */
    public enum Kind {
        MINUTES,
        SECONDS,
        FLEET
    }

    /** Of a build that has ended; of one that has not, so far. */
    public static BuildCost of(BuildSnapshot build) {
        Duration queued = build.time("QUEUED");
        Duration provisioning = build.time("PROVISIONING");
        Duration whole = build.started() == null || build.ended() == null
                ? Duration.ZERO
                : Duration.between(build.started(), build.ended());
        String compute = build.computeType() == null ? "" : build.computeType();
        Kind kind = build.onFleet() ? Kind.FLEET : compute.contains("LAMBDA") ? Kind.SECONDS : Kind.MINUTES;
        return new BuildCost(
                queued,
                provisioning,
                positive(whole.minus(queued).minus(provisioning)),
                compute,
                kind,
                switch (kind) {
                    case FLEET -> 0;
                    case SECONDS -> roundedUp(whole, 1000);
                    case MINUTES -> roundedUp(whole, 60_000);
                });
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static long roundedUp(Duration used, long unit) {
        return (used.toMillis() + unit - 1) / unit;
    }

    /** For the page: queue, provisioning, build time, compute type, what is billed. */
    public static List<FlowFact> facts(BuildSnapshot build) {
        if (!build.complete()) {
            return List.of();
        }
        BuildCost cost = of(build);
        List<FlowFact> facts = new ArrayList<>();
        facts.add(new FlowFact(Texts.of("codebuild.cost.queued"), BuildTexts.shown(cost.queued())));
        facts.add(new FlowFact(Texts.of("codebuild.cost.provisioning"), BuildTexts.shown(cost.provisioning())));
        facts.add(new FlowFact(Texts.of("codebuild.cost.building"), BuildTexts.shown(cost.building())));
        facts.add(new FlowFact(Texts.of("codebuild.cost.computeType"), cost.computeType()));
        facts.add(new FlowFact(Texts.of("codebuild.cost.billed"), billed(List.of(cost))));
        return facts;
    }

    /** The sum of what is billed, by compute type: minutes of different types cost differently. */
    public static String billed(Collection<BuildCost> costs) {
        Map<String, Long> sums = new TreeMap<>();
        for (BuildCost cost : costs) {
            String unit = Texts.of("codebuild.cost." + cost.kind().name(), "{0}", cost.computeType());
            sums.merge(unit, cost.billed(), Long::sum);
        }
        List<String> shown = new ArrayList<>();
        sums.forEach((unit, sum) -> shown.add(unit.replace("{0}", Long.toString(sum))));
        return String.join(", ", shown);
    }
}

package io.jenkins.plugins.awsdevtools.engine.client;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;

/** The regions of AWS, checked before a name becomes part of an address. */
public final class AwsRegions {

    /**
     * Every region is named after a part of the world, a point of the compass and a number ("Regions and Zones", AWS
     * General Reference), so that one which is newer than this SDK passes and a misspelt one does not.
     */
    private static final Pattern NAME = Pattern.compile(
            "[a-z]{2,4}(-[a-z]{2,10})?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-[0-9]{1,2}");

    private AwsRegions() {}

    /** The regions that this SDK knows, in alphabetical order, without its pseudo-regions. */
    public static List<String> known() {
        return Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .map(Region::id)
                .sorted()
                .toList();
    }

    /** Whether this SDK knows the region; one it does not know may be new. */
    public static boolean isKnown(String name) {
        return known().contains(name);
    }

    /** @throws ParameterException if no region can have this name; it suggests the closest */
    public static Region of(String name) {
        if (name == null || name.isBlank()) {
            throw new ParameterException("region", name, Texts.of("region.none"));
        }
        if (!NAME.matcher(name).matches()) {
            List<String> closest = ClosestNames.of(name, known());
            throw new ParameterException(
                    "region",
                    name,
                    closest.isEmpty()
                            ? Texts.of("region.bad")
                            : Texts.of("region.closest", String.join(", ", closest)));
        }
        return Region.of(name);
    }
}

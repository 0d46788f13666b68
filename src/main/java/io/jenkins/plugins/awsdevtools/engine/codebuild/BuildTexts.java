package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.flow.ShownDuration;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is said about a build, in lines for people. */
final class BuildTexts {

    private BuildTexts() {}

    static String failure(BuildResult result) {
        BuildSnapshot build = result.build();
        StringBuilder text = new StringBuilder(
                Texts.of("codebuild.failed", build.displayName(), build.status(), Links.build(build)));
        build.failedPhase().ifPresent(phase -> {
            text.append('\n').append(Texts.of("codebuild.failed.phase", phase.type(), phase.status()));
            phase.messages().forEach(message -> text.append('\n').append("  ").append(message));
        });
        if (!result.lastLines().isEmpty()) {
            text.append('\n')
                    .append(Texts.of(
                            "codebuild.failed.lastLines", result.lastLines().size()));
            result.lastLines().forEach(line -> text.append('\n').append("  ").append(line));
        }
        return text.toString();
    }

    /** Why a build ended badly, in a few words. */
    static String reason(BuildSnapshot build) {
        return build.failedPhase()
                .map(phase -> phase.type() + " " + String.join(" ", phase.messages()))
                .orElse(build.status().name());
    }

    static String ended(BuildSnapshot build) {
        String phases = build.phases().stream()
                .filter(phase -> phase.duration().isPresent())
                .map(phase -> phase.type().toLowerCase(Locale.ROOT) + " "
                        + shown(phase.duration().orElseThrow()))
                .collect(Collectors.joining(", "));
        return Texts.of("codebuild.ended", build.displayName(), build.status(), phases);
    }

    static String shown(Duration duration) {
        return ShownDuration.of(duration);
    }
}

package io.jenkins.plugins.awsdevtools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.ArrayType;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.HeterogeneousObjectType;
import org.jenkinsci.plugins.structs.describable.HomogeneousObjectType;
import org.jenkinsci.plugins.structs.describable.ParameterType;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages and the forms against the parameters that the steps really have, also those of what is nested in them. */
@WithJenkins
class ParametersTest {

    private static final String OURS = "io.jenkins.plugins.awsdevtools.";

    private static final Path DOCS = Path.of("docs");
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\n]+`", Pattern.DOTALL);

    /** A page may say that parameters are as on another; then those count too. */
    private static final Pattern LINK = Pattern.compile("\\]\\(([a-z0-9-]+\\.md)\\)");

    private static JenkinsRule jenkins;
    private static List<StepDescriptor> steps;

    /** Advanced ones are only written by programs of the plugin itself. */
    @BeforeAll
    static void find(JenkinsRule rule) {
        jenkins = rule;
        steps = ExtensionList.lookup(StepDescriptor.class).stream()
                .filter(step -> step.clazz.getName().startsWith(OURS) && !step.isAdvanced())
                .toList();
    }

    private record Parameter(Class<?> of, String name) {}

    @Test
    void everyStepHasAPageWithEveryParameter() throws Exception {
        assertThat(steps).isNotEmpty();
        List<String> missing = new ArrayList<>();
        for (StepDescriptor step : steps) {
            String text = page(step);
            parameters(step, parameter -> {
                if (!Pattern.compile("\\b" + parameter.name() + "\\b")
                        .matcher(text)
                        .find()) {
                    missing.add(
                            step.getFunctionName() + ": " + parameter.of().getSimpleName() + "." + parameter.name());
                }
            });
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyParameterHasAHelpFile() throws Exception {
        List<String> missing = new ArrayList<>();
        // A descriptor looks for its help as for the views of a request.
        jenkins.executeOnServer(() -> {
            steps.forEach(step -> parameters(step, parameter -> {
                Descriptor<?> descriptor = parameter.of() == step.clazz ? step : descriptor(parameter.of());
                if (descriptor == null || descriptor.getHelpFile(parameter.name()) == null) {
                    missing.add(parameter.of().getSimpleName() + "." + parameter.name());
                }
            }));
            return null;
        });
        assertThat(missing).isEmpty();
    }

    private static Descriptor<?> descriptor(Class<?> type) {
        return Jenkins.get().getExtensionList(Descriptor.class).stream()
                .filter(one -> one.clazz == type)
                .findFirst()
                .orElse(null);
    }

    /**
     * The code in the pages about a step, and in those they refer to. A page is about a step if a heading names it, or, if
     * there is none such, if it names it in code and is not about coming from another plugin.
     */
    private static String page(StepDescriptor step) throws IOException {
        Pattern heading = Pattern.compile("(?m)^#+ .*\\b" + step.getFunctionName() + "\\b");
        Pattern named = Pattern.compile("[`\\s]" + step.getFunctionName() + "\\b");
        try (Stream<Path> all = Files.list(DOCS)) {
            List<String> pages = all.filter(page -> page.toString().endsWith(".md")
                            && !String.valueOf(page.getFileName()).startsWith("migrate-"))
                    .map(ParametersTest::read)
                    .toList();
            List<String> own =
                    pages.stream().filter(text -> heading.matcher(text).find()).toList();
            if (own.isEmpty()) {
                own = pages.stream()
                        .filter(text -> named.matcher(code(text)).find())
                        .toList();
            }
            assertThat(own).as("pages about " + step.getFunctionName()).isNotEmpty();
            return Stream.concat(own.stream(), own.stream().flatMap(ParametersTest::linked))
                    .map(ParametersTest::code)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String code(String text) {
        return CODE.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n"));
    }

    private static Stream<String> linked(String text) {
        return LINK.matcher(text)
                .results()
                .map(link -> DOCS.resolve(link.group(1)))
                .filter(Files::exists)
                .distinct()
                .map(ParametersTest::read);
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void parameters(StepDescriptor step, Consumer<Parameter> each) {
        parameters(step.clazz, new HashSet<>(), each);
    }

    private static void parameters(Class<?> type, Set<Class<?>> seen, Consumer<Parameter> each) {
        if (!type.getName().startsWith(OURS) || !seen.add(type)) {
            return;
        }
        for (DescribableParameter parameter : DescribableModel.of(type).getParameters()) {
            each.accept(new Parameter(type, parameter.getName()));
            nested(parameter.getType()).forEach(nested -> parameters(nested, seen, each));
        }
    }

    private static List<Class<?>> nested(ParameterType type) {
        if (type instanceof ArrayType list) {
            return nested(list.getElementType());
        }
        if (type instanceof HomogeneousObjectType one) {
            return List.of(one.getType());
        }
        if (type instanceof HeterogeneousObjectType some) {
            return some.getTypes().values().stream()
                    .<Class<?>>map(DescribableModel::getType)
                    .toList();
        }
        return List.of();
    }
}

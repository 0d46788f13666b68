package io.jenkins.plugins.awsdevtools.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Descriptor;
import hudson.triggers.Trigger;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.awsdevtools.docs.DocumentedPage.Example;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.jenkinsci.plugins.pipeline.modeldefinition.parser.Converter;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Every example in Groovy of every page is a Pipeline that Jenkins understands: its steps and triggers exist and take
 * the parameters that it gives them. Nothing is run; what the steps do is shown by their own tests.
 */
@WithJenkins
class DocumentedExamplesTest {

    private static final String GROOVY = "groovy";

    /** Steps of the plugins that the pages about migration come from; they are not installed here. */
    private static final Set<String> OF_OTHER_PLUGINS = Set.of("awsCodeBuild");

    private static JenkinsRule jenkins;

    @BeforeAll
    static void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    static List<Example> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .map(name -> DocumentedPage.of(name.substring(0, name.length() - ".md".length())))
                    .filter(page -> page.has(GROOVY))
                    .flatMap(page -> page.examples(GROOVY).stream())
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void anExampleIsAPipelineAndItsParametersBind(Example example) throws Exception {
        check(example.text());
    }

    @Test
    void whatIsNoPipelineOrHasAnotherParameterIsRefused() {
        assertThatThrownBy(() -> check("codeBuild projekt: 'site'")).hasMessageContaining("projekt");
        assertThatThrownBy(() -> check("codeBiuld project: 'site'")).hasMessageContaining("codeBiuld");
        assertThatThrownBy(() -> check("node { checkout scmGit(branchs: []) }")).hasMessageContaining("branchs");
        assertThatThrownBy(() ->
                        check("properties([pipelineTriggers([codeCommit(repository: 'shop', branchs: 'main')])])"))
                .hasMessageContaining("branchs");
        assertThatThrownBy(() -> check("pipeline { agent none\n stages { } }"))
                .isInstanceOf(MultipleCompilationErrorsException.class);
        assertThatThrownBy(() ->
                        check("pipeline { agent none\n triggers { codeCommit(repository: 'shop', branchs: 'x') }\n"
                                + "stages { stage('One') { steps { echo 'x' } } } }"))
                .hasMessageContaining("branchs");
    }

    private static void check(String script) throws Exception {
        boolean declarative = script.stripLeading().startsWith("pipeline");
        if (declarative) {
            assertThat(Converter.scriptToPipelineDef(script)).isNotNull();
        }
        for (UninstantiatedDescribable call : DocumentedScript.parse(script).calls()) {
            Descriptor<?> named = named(call.getSymbol());
            if (named != null) {
                bind(new DescribableModel<>(named.clazz), call);
            } else {
                assertThat(declarative || isSymbol(call.getSymbol()) || OF_OTHER_PLUGINS.contains(call.getSymbol()))
                        .as("there is no step " + call.getSymbol())
                        .isTrue();
            }
        }
    }

    private static Descriptor<?> named(String function) {
        StepDescriptor step = StepDescriptor.byFunctionName(function);
        return step != null ? step : SymbolLookup.get().findDescriptor(Trigger.class, function);
    }

    /** What is said inside of a step's arguments is bound with the step. */
    private static boolean isSymbol(String name) {
        return SymbolLookup.get().find(Object.class, name) != null;
    }

    private static void bind(DescribableModel<?> model, UninstantiatedDescribable call) throws Exception {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (Map.Entry<String, ?> given : call.getArguments().entrySet()) {
            DescribableParameter parameter = given.getKey().equals(UninstantiatedDescribable.ANONYMOUS_KEY)
                    ? model.getSoleRequiredParameter()
                    : model.getParameter(given.getKey());
            assertThat(parameter)
                    .as(call.getSymbol() + " has no parameter " + given.getKey())
                    .isNotNull();
            // A value that is known while it runs may be of any type but a text's parameter takes it.
            if (given.getValue() != DocumentedScript.UNKNOWN || parameter.getErasedType() == String.class) {
                arguments.put(parameter.getName(), given.getValue());
            }
        }
        StringWriter warnings = new StringWriter();
        assertThat(model.instantiate(arguments, new StreamTaskListener(warnings)))
                .isNotNull();
        assertThat(warnings.toString()).isEmpty();
    }
}

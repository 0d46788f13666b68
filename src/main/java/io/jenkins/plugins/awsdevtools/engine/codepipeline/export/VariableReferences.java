package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Action;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Stage;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Variable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code #{namespace.key}} in the configuration of actions, as Groovy. Variables of the pipeline are parameters of the job,
 * those of actions environment variables that their stages set. What nothing sets is left as it is.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html">Variables reference</a>
 */
final class VariableReferences {

    private static final Pattern REFERENCE = Pattern.compile("#\\{([A-Za-z0-9@_-]+)\\.([A-Za-z0-9@_-]+)}");
    private static final String OF_PIPELINE = "variables";
    private static final String OF_EXECUTION = "codepipeline.PipelineExecutionId";

    private final Set<String> parameters = new HashSet<>();
    private final Set<String> namespaces = new HashSet<>();
    private final Set<String> used = new TreeSet<>();

    /** @param set which actions' output variables are set by their stages */
    VariableReferences(PipelineStructure pipeline, List<Action> set) {
        pipeline.variables().stream().map(Variable::name).forEach(parameters::add);
        set.stream().map(Action::namespace).filter(name -> !name.isEmpty()).forEach(namespaces::add);
        for (Stage stage : pipeline.stages()) {
            for (Action action : stage.actions()) {
                action.configuration().values().forEach(this::collect);
            }
        }
    }

    private void collect(String value) {
        Matcher matcher = REFERENCE.matcher(value);
        while (matcher.find()) {
            used.add(matcher.group(1) + "." + matcher.group(2));
        }
    }

    /** The keys of a namespace that anything refers to. */
    List<String> keys(String namespace) {
        return used.stream()
                .filter(name -> !namespace.isEmpty() && name.startsWith(namespace + "."))
                .map(name -> name.substring(namespace.length() + 1))
                .toList();
    }

    /** The environment variable that stands for an action's output variable. */
    static String environment(String namespace, String key) {
        String name = (namespace + "_" + key).replaceAll("[^A-Za-z0-9_]", "_");
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /** A value of the configuration as an expression: a plain literal if it refers to nothing. */
    String expression(String value) {
        Matcher matcher = REFERENCE.matcher(value);
        StringBuilder text = new StringBuilder();
        int from = 0;
        boolean refers = false;
        while (matcher.find()) {
            String stands = standsFor(matcher.group(1), matcher.group(2));
            text.append(GroovyText.quoted(value.substring(from, matcher.start())));
            text.append(stands.isEmpty() ? GroovyText.quoted(matcher.group()) : "${" + stands + "}");
            refers |= !stands.isEmpty();
            from = matcher.end();
        }
        return refers ? "\"" + text + GroovyText.quoted(value.substring(from)) + "\"" : GroovyText.literal(value);
    }

    private String standsFor(String namespace, String key) {
        if (namespace.equals(OF_PIPELINE) && parameters.contains(key)) {
            return "params[" + GroovyText.literal(key) + "]";
        }
        if ((namespace + "." + key).equals(OF_EXECUTION)) {
            return "env.BUILD_TAG";
        }
        return namespaces.contains(namespace) ? "env." + environment(namespace, key) : "";
    }

    /** What a value refers to and nothing stands for. */
    List<String> unknown(String value) {
        return REFERENCE
                .matcher(value)
                .results()
                .filter(found -> standsFor(found.group(1), found.group(2)).isEmpty())
                .map(found -> found.group())
                .toList();
    }
}

package io.jenkins.plugins.awsdevtools.run;

import hudson.EnvVars;
import hudson.Util;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.Step;

/**
 * A freestyle job writes {@code $NAME} where a Pipeline writes Groovy: a copy of a step in which every text, also inside
 * lists and nested settings, has its variables replaced.
 */
public final class VariableExpansion {

    private final EnvVars variables;
    private final Set<String> verbatim;

    /** @param verbatim names of parameters that stay as they are */
    public VariableExpansion(EnvVars variables, Set<String> verbatim) {
        this.variables = variables;
        this.verbatim = Set.copyOf(verbatim);
    }

    /**
     * A copy with the values of the variables.
     *
     * @throws ParameterException if a setter of the step refuses one
     */
    @SuppressWarnings("unchecked") // the model of a class makes instances of it
    public <S extends Step> S of(S step) {
        DescribableModel<S> model = DescribableModel.of((Class<S>) step.getClass());
        try {
            return model.instantiate(expand(model.uninstantiate2(step)).getArguments(), null);
        } catch (ParameterException refused) {
            throw refused;
        } catch (Exception unexpected) { // declared by the model, which calls the step's own setters
            throw new IllegalStateException(unexpected);
        }
    }

    private UninstantiatedDescribable expand(UninstantiatedDescribable described) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        described
                .getArguments()
                .forEach((name, value) -> arguments.put(name, verbatim.contains(name) ? value : expand(value)));
        return described.withArguments(arguments);
    }

    private Object expand(Object value) {
        if (value instanceof String text) {
            return Util.replaceMacro(text, variables);
        }
        if (value instanceof UninstantiatedDescribable nested) {
            return expand(nested);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> expanded = new LinkedHashMap<>();
            map.forEach((key, entry) -> expanded.put(key, expand(entry)));
            return expanded;
        }
        if (value instanceof List<?> list) {
            List<Object> expanded = new ArrayList<>();
            list.forEach(entry -> expanded.add(expand(entry)));
            return expanded;
        }
        return value;
    }
}

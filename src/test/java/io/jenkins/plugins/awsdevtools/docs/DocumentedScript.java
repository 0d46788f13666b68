package io.jenkins.plugins.awsdevtools.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** What an example calls without naming an object, as the text has it; nothing of it is run. */
final class DocumentedScript {

    /** Stands where the value is known only while the script runs. */
    static final Object UNKNOWN = "known when it runs";

    private final List<UninstantiatedDescribable> calls = new ArrayList<>();

    private DocumentedScript() {}

    /** @throws org.codehaus.groovy.control.CompilationFailedException if it is no Groovy */
    static DocumentedScript parse(String text) {
        SourceUnit source = SourceUnit.create("example", text);
        source.parse();
        source.completePhase();
        source.nextPhase();
        source.convert();
        DocumentedScript script = new DocumentedScript();
        source.getAST().getStatementBlock().visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (call.isImplicitThis()) {
                    script.calls.add(described(call));
                }
                super.visitMethodCallExpression(call);
            }
        });
        return script;
    }

    /** The calls, outer before inner; a value without a name stands under {@code ANONYMOUS_KEY}. */
    List<UninstantiatedDescribable> calls() {
        return List.copyOf(calls);
    }

    private static UninstantiatedDescribable described(MethodCallExpression call) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (call.getArguments() instanceof TupleExpression tuple) {
            for (Expression argument : tuple.getExpressions()) {
                if (argument instanceof MapExpression named) {
                    named.getMapEntryExpressions().forEach(entry -> put(arguments, entry));
                } else if (!(argument instanceof ClosureExpression)) {
                    arguments.put(UninstantiatedDescribable.ANONYMOUS_KEY, value(argument));
                }
            }
        }
        return new UninstantiatedDescribable(call.getMethodAsString(), null, arguments);
    }

    private static void put(Map<String, Object> arguments, MapEntryExpression entry) {
        arguments.put(entry.getKeyExpression().getText(), value(entry.getValueExpression()));
    }

    private static Object value(Expression expression) {
        if (expression instanceof ConstantExpression constant) {
            return constant.getValue();
        }
        if (expression instanceof GStringExpression text) {
            return text.getText();
        }
        if (expression instanceof ListExpression list) {
            return list.getExpressions().stream().map(DocumentedScript::value).toList();
        }
        if (expression instanceof MapExpression map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.getMapEntryExpressions().forEach(entry -> put(values, entry));
            return values;
        }
        return expression instanceof MethodCallExpression call && call.isImplicitThis() ? described(call) : UNKNOWN;
    }
}

package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.builder.AstBuilder;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilePhase;

/** Groovy as its own parser reads it. */
final class GroovySource {

    private final BlockStatement script;

    private GroovySource(BlockStatement script) {
        this.script = script;
    }

    /** @throws org.codehaus.groovy.control.CompilationFailedException if it is not Groovy */
    static GroovySource of(String text) {
        List<ASTNode> nodes = new AstBuilder().buildFromString(CompilePhase.CONVERSION, true, text);
        return new GroovySource((BlockStatement) nodes.get(0));
    }

    /** The names of what the script itself calls, one for each of its statements. */
    List<String> calls() {
        return script.getStatements().stream()
                .map(GroovySource::called)
                .map(MethodCallExpression::getMethodAsString)
                .toList();
    }

    private static MethodCallExpression called(Statement statement) {
        return (MethodCallExpression)
                (statement instanceof ReturnStatement last
                        ? last.getExpression()
                        : ((ExpressionStatement) statement).getExpression());
    }

    /** The names of all that is called anywhere. */
    List<String> allCalls() {
        List<String> all = new ArrayList<>();
        script.visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                all.add(call.getMethodAsString());
                super.visitMethodCallExpression(call);
            }
        });
        return all;
    }

    /** The values of all literals. */
    List<String> literals() {
        List<String> all = new ArrayList<>();
        script.visit(new CodeVisitorSupport() {
            @Override
            public void visitConstantExpression(ConstantExpression constant) {
                all.add(String.valueOf(constant.getValue()));
            }
        });
        return all;
    }
}

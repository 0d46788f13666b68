package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import java.util.List;

/** Lines of a Jenkinsfile, indented by their blocks. */
final class JenkinsfileWriter {

    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** A block with a head, as {@code steps}. */
    JenkinsfileWriter block(String head, Runnable content) {
        line(head + " {");
        depth++;
        content.run();
        depth--;
        return line("}");
    }

    JenkinsfileWriter line(String line) {
        text.append(INDENT.repeat(depth)).append(line).append('\n');
        return this;
    }

    /** A call whose arguments stand in lines of their own if they are many. */
    JenkinsfileWriter call(String name, List<String> arguments) {
        String one = name + " " + String.join(", ", arguments);
        if (one.length() + INDENT.length() * depth <= 110) {
            return line(one);
        }
        line(name + " " + arguments.get(0) + (arguments.size() > 1 ? "," : ""));
        depth++;
        for (int i = 1; i < arguments.size(); i++) {
            line(arguments.get(i) + (i < arguments.size() - 1 ? "," : ""));
        }
        depth--;
        return this;
    }

    JenkinsfileWriter comment(String comment) {
        return line(GroovyText.comment(comment));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

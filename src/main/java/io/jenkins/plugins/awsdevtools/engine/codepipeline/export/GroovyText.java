package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import java.util.List;

/**
 * Texts as Groovy source, whatever is in them. Groovy reads {@code \}{@code uXXXX} everywhere, in comments too, so that no
 * comment holds a backslash.
 *
 * @see <a href="https://groovy-lang.org/syntax.html">Groovy syntax</a>
 */
final class GroovyText {

    private GroovyText() {}

    /** A literal that means exactly this text. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("'");
        text.chars().forEach(c -> append(literal, (char) c, '\''));
        return literal.append('\'').toString();
    }

    /** The text as it stands between double quotes. */
    static String quoted(String text) {
        StringBuilder inside = new StringBuilder();
        text.chars().forEach(c -> append(inside, (char) c, '"'));
        return inside.toString();
    }

    static String list(List<String> expressions) {
        return "[" + String.join(", ", expressions) + "]";
    }

    private static void append(StringBuilder to, char c, char quote) {
        switch (c) {
            case '\\' -> to.append("\\\\");
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                if (c == quote || c == '$' && quote == '"') {
                    to.append('\\').append(c);
                } else if (c < ' ') {
                    to.append(String.format("\\%03o", (int) c));
                } else if (c == 0xffff) {
                    to.append('?'); // the one character that no Groovy source may hold
                } else if (c >= 0x7f && c <= 0xa0 || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
                    to.append(String.format("\\u%04x", (int) c));
                } else {
                    to.append(c);
                }
            }
        }
    }

    /** The text in one line of a comment. */
    static String comment(String text) {
        StringBuilder line = new StringBuilder();
        text.chars().forEach(c -> line.append(isShown((char) c) ? (char) c : c == '\\' ? '/' : ' '));
        return "// " + line.toString().strip();
    }

    private static boolean isShown(char c) {
        return c != '\\'
                && c >= ' '
                && c != 0xffff
                && !(c >= 0x7f && c <= 0xa0)
                && c != 0x2028
                && c != 0x2029
                && !Character.isSurrogate(c);
    }
}

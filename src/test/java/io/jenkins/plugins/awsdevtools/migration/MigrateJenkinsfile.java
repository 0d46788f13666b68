package io.jenkins.plugins.awsdevtools.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites {@code awsCodeBuild(...)} in a Jenkinsfile as {@code codeBuild(...)}. One file without dependencies, so that
 * {@code java} runs it from source; see {@code bin/migrate-jenkinsfile}. What cannot be said in the new step's words is
 * told in a comment above the call.
 */
public final class MigrateJenkinsfile {

    private static final Pattern CALL = Pattern.compile("\\bawsCodeBuild\\b");

    /** Old scalar parameters and their new names. */
    private static final Map<String, String> RENAMED = Map.of(
            "projectName", "project",
            "sourceVersion", "sourceVersion",
            "environmentTypeOverride", "environmentType",
            "imageOverride", "image",
            "computeTypeOverride", "computeType",
            "certificateOverride", "certificate",
            "serviceRoleOverride", "serviceRole",
            "buildSpecFile", "buildspec");

    /** Old parameters that become members of one new parameter: the new parameter, its member. */
    private static final Map<String, String[]> GROUPED = Map.ofEntries(
            Map.entry("sourceTypeOverride", new String[] {"source", "type"}),
            Map.entry("sourceLocationOverride", new String[] {"source", "location"}),
            Map.entry("gitCloneDepthOverride", new String[] {"source", "cloneDepth"}),
            Map.entry("insecureSslOverride", new String[] {"source", "insecureSsl"}),
            Map.entry("reportBuildStatusOverride", new String[] {"source", "reportStatus"}),
            Map.entry("artifactTypeOverride", new String[] {"artifacts", "type"}),
            Map.entry("artifactLocationOverride", new String[] {"artifacts", "location"}),
            Map.entry("artifactPathOverride", new String[] {"artifacts", "path"}),
            Map.entry("artifactNameOverride", new String[] {"artifacts", "name"}),
            Map.entry("artifactNamespaceOverride", new String[] {"artifacts", "namespace"}),
            Map.entry("artifactPackagingOverride", new String[] {"artifacts", "packaging"}),
            Map.entry("overrideArtifactName", new String[] {"artifacts", "nameFromBuildspec"}),
            Map.entry("artifactEncryptionDisabledOverride", new String[] {"artifacts", "encryptionDisabled"}),
            Map.entry("cacheTypeOverride", new String[] {"cache", "type"}),
            Map.entry("cacheLocationOverride", new String[] {"cache", "location"}),
            Map.entry("cacheModesOverride", new String[] {"cache", "modes"}),
            Map.entry("cloudWatchLogsStatusOverride", new String[] {"cloudWatchLogs", "status"}),
            Map.entry("cloudWatchLogsGroupNameOverride", new String[] {"cloudWatchLogs", "group"}),
            Map.entry("cloudWatchLogsStreamNameOverride", new String[] {"cloudWatchLogs", "stream"}),
            Map.entry("s3LogsStatusOverride", new String[] {"s3Logs", "status"}),
            Map.entry("s3LogsLocationOverride", new String[] {"s3Logs", "location"}),
            Map.entry("s3LogsEncryptionDisabledOverride", new String[] {"s3Logs", "encryptionDisabled"}));

    private static final List<String> CREDENTIALS = List.of(
            "credentialsType",
            "credentialsId",
            "proxyHost",
            "proxyPort",
            "awsAccessKey",
            "awsSecretKey",
            "awsSessionToken",
            "region");

    /** Members of AWS's ProjectSource and ProjectArtifacts, and what they are called in the new step. */
    private static final Map<String, String> MEMBERS = Map.of(
            "sourceIdentifier", "identifier",
            "artifactIdentifier", "identifier",
            "sourceVersion", "version",
            "gitCloneDepth", "cloneDepth",
            "namespaceType", "namespace",
            "overrideArtifactName", "nameFromBuildspec");

    private final String connection;

    /** @param connection what every call gets, or null */
    public MigrateJenkinsfile(String connection) {
        this.connection = connection;
    }

    /** Reads files and prints them rewritten; with {@code --in-place} writes them instead. */
    public static void main(String[] arguments) throws IOException {
        String connection = null;
        boolean inPlace = false;
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--connection" -> connection = arguments[++i];
                case "--in-place" -> inPlace = true;
                default -> files.add(Path.of(arguments[i]));
            }
        }
        for (Path file : files) {
            String rewritten = new MigrateJenkinsfile(connection).rewrite(Files.readString(file));
            if (inPlace) {
                Files.writeString(file, rewritten);
            } else {
                System.out.print(rewritten);
            }
        }
    }

    /** The text with every call of the old step rewritten. */
    public String rewrite(String text) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        Matcher call = CALL.matcher(text);
        while (call.find(from)) {
            int at = call.start();
            if (isInStringOrComment(text, at)) {
                result.append(text, from, call.end());
                from = call.end();
                continue;
            }
            Arguments arguments = Arguments.read(text, call.end());
            if (arguments == null) {
                result.append(text, from, call.end());
                from = call.end();
                continue;
            }
            String line = text.substring(text.lastIndexOf('\n', at) + 1, at);
            String indent =
                    line.substring(0, line.length() - line.stripLeading().length());
            List<String> notes = new ArrayList<>();
            String step = step(arguments, notes, indent);
            result.append(text, from, at - line.length());
            notes.forEach(
                    note -> result.append(indent).append("// ").append(note).append('\n'));
            result.append(line).append(step);
            from = arguments.end();
        }
        return result.append(text.substring(from)).toString();
    }

    private String step(Arguments arguments, List<String> notes, String indent) {
        Map<String, String> step = new LinkedHashMap<>();
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        if (connection != null) {
            step.put("connection", "'" + connection + "'");
        }
        List<String> credentials = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        arguments.named().forEach((name, value) -> {
            if (RENAMED.containsKey(name)) {
                step.put(RENAMED.get(name), value);
            } else if (GROUPED.containsKey(name)) {
                String[] place = GROUPED.get(name);
                groups.computeIfAbsent(place[0], key -> new LinkedHashMap<>()).put(place[1], member(place[1], value));
            } else if (CREDENTIALS.contains(name)) {
                credentials.add(name.startsWith("aws") ? name : name + " " + value);
            } else {
                other(name, value, step, variables, notes);
            }
        });
        groups.forEach((group, members) -> step.put(
                group, group.equals("source") ? "location(" + joined(members) + ")" : "[" + joined(members) + "]"));
        if (!variables.isEmpty()) {
            step.put("environment", "[" + String.join(", ", variables) + "]");
        }
        if (connection == null && !credentials.isEmpty()) {
            notes.add("Set up a connection under Manage Jenkins instead of: " + String.join(", ", credentials));
        }
        return written(step, arguments.parenthesized(), indent);
    }

    private static String joined(Map<String, String> members) {
        List<String> all = new ArrayList<>();
        members.forEach((name, value) -> all.add(name + ": " + value));
        return String.join(", ", all);
    }

    private static String written(Map<String, String> step, boolean parenthesized, String indent) {
        String between = step.size() > 3 ? ",\n" + indent + "    " : ", ";
        List<String> all = new ArrayList<>();
        step.forEach((name, value) -> all.add(name + ": " + value));
        String arguments = String.join(between, all);
        return parenthesized ? "codeBuild(" + arguments + ")" : "codeBuild " + arguments;
    }

    private void other(
            String name, String value, Map<String, String> step, List<String> variables, List<String> notes) {
        switch (name) {
            case "buildTimeoutOverride" -> step.put("timeoutMinutes", number(value));
            case "privilegedModeOverride" -> step.put("privileged", truth(value));
            case "cwlStreamingDisabled" -> whenTrue(value, step, "log", "'none'");
            case "exceptionFailureMode" -> {
                if (Literal.of(value).text("").equalsIgnoreCase("disabled")) {
                    step.put("propagate", "false");
                }
            }
            case "envVariables" -> environment(value, "PLAINTEXT", name, variables, notes);
            case "envParameters" -> environment(value, "PARAMETER_STORE", name, variables, notes);
            case "secondarySourcesOverride" -> list("secondarySources", name, value, step, notes);
            case "secondaryArtifactsOverride" -> list("secondaryArtifacts", name, value, step, notes);
            case "secondarySourcesVersionOverride" -> versions(name, value, step, notes);
            case "sourceControlType" -> {
                if (Literal.of(value).text("").equals("jenkins")) {
                    step.put("workspaceSource", "[bucket: 'BUCKET']");
                    notes.add("Name the bucket through which the workspace goes to CodeBuild");
                }
            }
            case "downloadArtifacts" -> whenTrue(value, step, "fetchArtifacts", "[:]");
            case "downloadArtifactsRelativePath", "localSourcePath", "workspaceSubdir", "sseAlgorithm" ->
                notes.add("See the page of codeBuild for what takes the place of " + name + ": " + value);
            default -> notes.add("Unknown to the new step: " + name + ": " + value);
        }
    }

    private static void whenTrue(String value, Map<String, String> step, String name, String put) {
        String truth = truth(value);
        if (!truth.equals("false")) {
            step.put(name, truth.equals("true") ? put : truth + " ? " + put + " : null");
        }
    }

    private static String member(String member, String value) {
        return switch (member) {
            case "cloneDepth" -> number(value);
            case "insecureSsl", "nameFromBuildspec", "encryptionDisabled" -> truth(value);
            case "reportStatus" -> {
                String truth = truth(value);
                yield truth.equals("true") ? "'on'" : truth.equals("false") ? "'off'" : truth + " ? 'on' : 'off'";
            }
            case "modes" ->
                Literal.of(value).isLiteral()
                        ? "'"
                                + Literal.of(value)
                                        .text("")
                                        .replaceAll("[\\[\\]\"']", "")
                                        .trim() + "'"
                        : value;
            default -> value;
        };
    }

    private static String number(String value) {
        Literal literal = Literal.of(value);
        return literal.isLiteral() && literal.text("").trim().matches("[0-9]+")
                ? literal.text("").trim()
                : value.matches("[0-9]+") ? value : "(" + value + ") as Integer";
    }

    private static String truth(String value) {
        String text = Literal.of(value).text(value).trim();
        return text.equalsIgnoreCase("true")
                ? "true"
                : text.equalsIgnoreCase("false") || text.isEmpty() ? "false" : "(" + value + ").toBoolean()";
    }

    /** {@code [ { NAME, value }, ... ]}, in a text. A value keeps the quotes of the text, so what is in it stays alive. */
    private static void environment(
            String value, String type, String name, List<String> variables, List<String> notes) {
        Literal literal = Literal.of(value);
        if (!literal.isLiteral()) {
            notes.add("Give the variables of " + name + " as a list of maps: " + value);
            return;
        }
        String raw = literal.raw();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '{') {
                start = depth++ == 0 ? i + 1 : start;
            } else if (raw.charAt(i) == '}' && --depth == 0) {
                String[] pair = raw.substring(start, i).split(",", 2);
                String end = pair.length < 2 ? "" : pair[1].strip();
                variables.add("[name: '" + pair[0].strip() + "', value: " + literal.quote() + end + literal.quote()
                        + (type.equals("PLAINTEXT") ? "]" : ", type: '" + type + "']"));
            }
        }
    }

    private static void list(String as, String name, String value, Map<String, String> step, List<String> notes) {
        List<Map<String, Object>> objects = Json.objects(Literal.of(value).unescaped());
        if (objects == null) {
            notes.add("Give " + as + " as a list of maps instead of " + name + ": " + value.replace('\n', ' '));
            return;
        }
        List<String> maps = new ArrayList<>();
        for (Map<String, Object> object : objects) {
            maps.add("[" + joined(members(object)) + "]");
        }
        step.put(as, "[" + String.join(", ", maps) + "]");
    }

    private static void versions(String name, String value, Map<String, String> step, List<String> notes) {
        List<Map<String, Object>> versions = Json.objects(Literal.of(value).unescaped());
        String sources = step.get("secondarySources");
        if (versions == null) {
            notes.add("Give each of secondarySources its version instead of " + name + ": " + value);
            return;
        }
        List<String> alone = new ArrayList<>();
        for (Map<String, Object> version : versions) {
            String identifier = "identifier: '" + version.get("sourceIdentifier") + "'";
            String told = "version: '" + version.get("sourceVersion") + "'";
            if (sources != null && sources.contains(identifier)) {
                sources = sources.replace(identifier, identifier + ", " + told);
            } else {
                alone.add("[" + identifier + ", " + told + "]");
            }
        }
        String all = sources == null ? "" : sources.substring(1, sources.length() - 1);
        String more = String.join(", ", alone);
        step.put("secondarySources", "[" + all + (all.isEmpty() || more.isEmpty() ? "" : ", ") + more + "]");
    }

    private static Map<String, String> members(Map<String, Object> object) {
        Map<String, String> members = new LinkedHashMap<>();
        object.forEach((member, value) -> members.put(
                MEMBERS.getOrDefault(member, member),
                value instanceof String text
                        ? "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
                        : "" + value));
        return members;
    }

    private static boolean isInStringOrComment(String text, int at) {
        int i = 0;
        while (i < at) {
            int next = Scan.skip(text, i);
            if (next > at) {
                return true;
            }
            i = next;
        }
        return false;
    }

    /** Steps through Groovy by characters, texts and comments. */
    private static final class Scan {

        private Scan() {}

        /** The place after the text, comment or character that begins here. */
        static int skip(String text, int at) {
            for (String quote : List.of("'''", "\"\"\"", "'", "\"")) {
                if (text.startsWith(quote, at)) {
                    int end = at + quote.length();
                    while (end < text.length() && !text.startsWith(quote, end)) {
                        end += text.charAt(end) == '\\' ? 2 : 1;
                    }
                    return Math.min(text.length(), end + quote.length());
                }
            }
            if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                return end < 0 ? text.length() : end;
            }
            if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                return end < 0 ? text.length() : end + 2;
            }
            return at + 1;
        }
    }

    /** The arguments of a call, in their order. */
    private record Arguments(Map<String, String> named, boolean parenthesized, int end) {

        /** @return null if this is no call with named arguments */
        static Arguments read(String text, int from) {
            int at = blanks(text, from, false);
            boolean parenthesized = at < text.length() && text.charAt(at) == '(';
            at = parenthesized ? at + 1 : at;
            Map<String, String> named = new LinkedHashMap<>();
            while (true) {
                at = blanks(text, at, parenthesized || !named.isEmpty());
                Matcher name = Pattern.compile("\\G([A-Za-z]\\w*)\\s*:\\s*").matcher(text);
                if (!name.find(at)) {
                    break;
                }
                int end = expression(text, name.end(), parenthesized);
                named.put(name.group(1), text.substring(name.end(), end).strip());
                at = end;
                if (at >= text.length() || text.charAt(at) != ',') {
                    break;
                }
                at++;
            }
            if (named.isEmpty()) {
                return null;
            }
            if (parenthesized) {
                at = blanks(text, at, true);
                return at < text.length() && text.charAt(at) == ')' ? new Arguments(named, true, at + 1) : null;
            }
            return new Arguments(named, false, at);
        }

        private static int blanks(String text, int from, boolean lines) {
            int at = from;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == ' ' || c == '\t' || lines && (c == '\n' || c == '\r')) {
                    at++;
                } else if (text.startsWith("\\\n", at)) {
                    at += 2;
                } else if (lines && (text.startsWith("//", at) || text.startsWith("/*", at))) {
                    at = Scan.skip(text, at);
                } else {
                    break;
                }
            }
            return at;
        }

        private static int expression(String text, int from, boolean parenthesized) {
            int depth = 0;
            int at = from;
            while (at < text.length()) {
                char c = text.charAt(at);
                if ("([{".indexOf(c) >= 0) {
                    depth++;
                } else if (")]}".indexOf(c) >= 0 && depth-- == 0) {
                    return at;
                } else if (depth == 0 && (c == ',' || !parenthesized && (c == '\n' || c == ';'))) {
                    return at;
                }
                at = Scan.skip(text, at);
            }
            return at;
        }
    }

    /**
     * A value that is one text of Groovy.
     *
     * @param quote null if it is anything else
     * @param raw between the quotes, as written
     */
    private record Literal(String quote, String raw) {

        static Literal of(String value) {
            for (String quote : List.of("'''", "\"\"\"", "'", "\"")) {
                if (value.startsWith(quote) && Scan.skip(value, 0) == value.length()) {
                    return new Literal(quote, value.substring(quote.length(), value.length() - quote.length()));
                }
            }
            return new Literal(null, value);
        }

        boolean isLiteral() {
            return quote != null;
        }

        String text(String otherwise) {
            return quote == null ? otherwise : unescaped();
        }

        String unescaped() {
            return raw.replaceAll("\\\\(['\"])", "$1");
        }
    }

    /** As much of JSON as a list of flat objects needs. */
    private static final class Json {

        private static final Pattern LIST = Pattern.compile("\\s*\\[\\s*(.*)\\s*]\\s*", Pattern.DOTALL);
        private static final Pattern OBJECT = Pattern.compile("\\{([^{}]*)}");
        private static final Pattern MEMBER = Pattern.compile(
                "\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(true|false|[0-9]+))");

        private Json() {}

        /** @return null if it is none */
        static List<Map<String, Object>> objects(String text) {
            Matcher list = LIST.matcher(text);
            if (!list.matches()) {
                return null;
            }
            List<Map<String, Object>> objects = new ArrayList<>();
            Matcher object = OBJECT.matcher(list.group(1));
            String rest = list.group(1);
            while (object.find()) {
                Map<String, Object> members = new LinkedHashMap<>();
                Matcher member = MEMBER.matcher(object.group(1));
                while (member.find()) {
                    members.put(
                            member.group(1),
                            member.group(2) != null
                                    ? member.group(2).replace("\\\"", "\"").replace("\\\\", "\\")
                                    : new Bare(member.group(3)));
                }
                String left = member.reset().replaceAll("").replaceAll("[\\s,]", "");
                if (!left.isEmpty()) {
                    return null;
                }
                objects.add(members);
                rest = rest.replace(object.group(), "");
            }
            return rest.replaceAll("[\\s,]", "").isEmpty() ? objects : null;
        }

        /** A number or a truth value, written as it is. */
        private record Bare(String text) {

            @Override
            public String toString() {
                return text;
            }
        }
    }
}

package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One shell process that runs command after command, so that variables and the working folder persist between them, as
 * buildspec version 0.2 has it. The process leads a group of its own, which is killed as a whole.
 */
final class Shell implements AutoCloseable {

    private final String marker = "\u0001" + UUID.randomUUID() + ":";
    private final Path scripts;
    private final Process process;
    private final OutputStream input;
    private final BufferedReader output;
    private final Consumer<String> log;
    private int number;

    Shell(String program, Path folder, Path scripts, Map<String, String> environment, Consumer<String> log)
            throws IOException {
        this.scripts = Files.createDirectories(scripts);
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder("setsid", program).directory(folder.toFile());
        builder.redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        this.process = builder.start();
        this.input = process.getOutputStream();
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Runs a command and logs its output as it comes.
     *
     * @return its exit status; that of the shell if the command ended it
     */
    int run(String command) throws IOException, InterruptedException {
        Path script = Files.writeString(scripts.resolve("command-" + number++ + ".sh"), command + "\n");
        try {
            input.write((". '" + script + "' </dev/null\nprintf '" + marker + "%d\\n' $?\n")
                    .getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException ended) {
            return process.waitFor();
        }
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            int at = line.indexOf(marker);
            if (at < 0) {
                log.accept(line);
            } else {
                if (at > 0) {
                    log.accept(line.substring(0, at));
                }
                return Integer.parseInt(line.substring(at + marker.length()));
            }
        }
        return process.waitFor();
    }

    /** The variables as they are now. */
    Map<String, String> variables() throws IOException, InterruptedException {
        Map<String, String> variables = new LinkedHashMap<>();
        Path file = scripts.resolve("variables");
        if (process.isAlive() && run("env -0 > '" + file + "'") == 0) {
            for (String entry : Files.readString(file).split("\0")) {
                int equals = entry.indexOf('=');
                if (equals > 0) {
                    variables.put(entry.substring(0, equals), entry.substring(equals + 1));
                }
            }
        }
        return variables;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the shell and everything it started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid())
                    .redirectErrorStream(true)
                    .start()
                    .getInputStream()
                    .close();
        } catch (IOException noSuchProgram) {
            process.destroyForcibly();
        }
        process.destroyForcibly();
    }
}

package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One script of a lifecycle event, run as the agent runs it. */
final class HookScript {

    /** "up to the last 4 KB of the diagnostic log" (logTail, Diagnostics, AWS CodeDeploy API Reference). */
    private static final int LONGEST_TAIL = 4096;

    private static final int POLL_MILLIS = 50;

    private static final String INTERPRETER = "#!";

    private final Path archive;
    private final AppSpec.Hook hook;
    private final Map<String, String> environment;
    private final List<String> log = new ArrayList<>();

    HookScript(Path archive, AppSpec.Hook hook, Map<String, String> environment) {
        this.archive = archive;
        this.hook = hook;
        this.environment = environment;
    }

    /** @param stop asked again and again; the script is killed when it says so */
    Diagnostics run(String event, BooleanSupplier stop) throws IOException, InterruptedException {
        Path script = archive.resolve(hook.location()).normalize();
        if (!script.startsWith(archive) || !Files.isRegularFile(script)) {
            return new Diagnostics(
                    "ScriptMissing",
                    hook.location(),
                    "Script does not exist at specified location: " + script.toAbsolutePath(),
                    "");
        }
        if (!script.toFile().setExecutable(true)) {
            return new Diagnostics(
                    "ScriptNotExecutable",
                    hook.location(),
                    "Unable to set script at specified location: " + hook.location() + " as executable",
                    "");
        }
        log.add("LifecycleEvent - " + event);
        log.add("Script - " + hook.location());
        ProcessBuilder builder = new ProcessBuilder(command(script)).directory(archive.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        Thread out = pump(process.getInputStream(), "[stdout]");
        Thread err = pump(process.getErrorStream(), "[stderr]");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(hook.timeout());
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            boolean late = System.nanoTime() > end;
            if (late || stop.getAsBoolean()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return late
                        ? new Diagnostics(
                                "ScriptTimedOut",
                                hook.location(),
                                "Script at specified location: " + hook.location() + " failed to complete in "
                                        + hook.timeout() + " seconds",
                                tail())
                        : Diagnostics.unknown("The deployment was stopped.");
            }
        }
        out.join();
        err.join();
        int status = process.exitValue();
        return status == 0
                ? new Diagnostics("Success", hook.location(), "Succeeded", tail())
                : new Diagnostics(
                        "ScriptFailed",
                        hook.location(),
                        "Script at specified location: " + hook.location() + " failed with exit code " + status,
                        tail());
    }

    /**
     * The interpreter that the first line names, or sh. The file itself is not executed: a process that another thread
     * starts while the file is written has it open for a moment, and Linux executes no file that is open for writing.
     */
    private static List<String> command(Path script) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        String first;
        try (BufferedReader reader = Files.newBufferedReader(script, StandardCharsets.ISO_8859_1)) {
            first = reader.readLine();
        }
        if (first != null && first.startsWith(INTERPRETER)) {
            // "an optional argument": all that follows the interpreter is one (execve(2), Interpreter scripts).
            command.addAll(List.of(first.substring(INTERPRETER.length()).trim().split("[ \t]+", 2)));
        } else {
            command.add("sh");
        }
        command.add(script.toString());
        return command;
    }

    private Thread pump(InputStream from, String prefix) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader =
                            new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                            synchronized (log) {
                                log.add(prefix + line);
                            }
                        }
                    } catch (IOException killed) {
                        synchronized (log) {
                            log.add(prefix + "(closed)");
                        }
                    }
                },
                "local-codedeploy-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private String tail() {
        synchronized (log) {
            String all = String.join("\n", log);
            return all.length() <= LONGEST_TAIL ? all : all.substring(all.length() - LONGEST_TAIL);
        }
    }
}

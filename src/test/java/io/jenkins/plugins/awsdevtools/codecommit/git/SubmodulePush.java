package io.jenkins.plugins.awsdevtools.codecommit.git;

import hudson.FilePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pushes a commit with submodules, with the git of this machine. */
record SubmodulePush(FilePath folder, String remote) {

    /**
     * @param submodules folder to address
     * @param parent address against which git checks relative ones
     * @param commit of every submodule
     */
    void push(Map<String, String> submodules, String parent, String commit) throws IOException, InterruptedException {
        folder.mkdirs();
        git("init", "-q", "-b", "main");
        StringBuilder config = new StringBuilder();
        submodules.forEach((path, url) ->
                config.append("[submodule \"%s\"]%n\tpath = %s%n\turl = %s%n".formatted(path, path, url)));
        folder.child(".gitmodules").write(config.toString(), "UTF-8");
        git("add", ".gitmodules");
        for (String path : submodules.keySet()) {
            git("update-index", "--add", "--cacheinfo", "160000," + commit + "," + path);
        }
        git("-c", "user.name=ann", "-c", "user.email=ann@example.com", "commit", "-q", "-m", "Submodules of " + parent);
        git("push", "-q", remote, "main");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        int status = new ProcessBuilder(command)
                .directory(new java.io.File(folder.getRemote()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
    }
}

package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.MasterToSlaveFileCallable;

/** Which of some paths a bundle of a folder would have: files that are taken, and folders with one of them. */
final class NamedFiles extends MasterToSlaveFileCallable<List<String>> {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> paths;
    private final Selection selection;

    NamedFiles(List<String> paths, Selection selection) {
        this.paths = new ArrayList<>(paths);
        this.selection = selection;
    }

    @Override
    public List<String> invoke(File folder, VirtualChannel channel) throws IOException {
        Path root = folder.toPath();
        List<String> there = new ArrayList<>();
        for (String path : paths) {
            Path named = root.resolve(path).normalize();
            if (!path.isEmpty() && named.startsWith(root) && isTaken(root, named)) {
                there.add(path);
            }
        }
        return there;
    }

    private boolean isTaken(Path root, Path named) throws IOException {
        if (!Files.isDirectory(named)) {
            return Files.exists(named) && selection.takes(shown(root, named));
        }
        try (Stream<Path> inside = Files.walk(named)) {
            return inside.anyMatch(file -> !Files.isDirectory(file) && selection.takes(shown(root, file)));
        }
    }

    private static String shown(Path root, Path file) {
        return root.relativize(file).toString().replace(File.separatorChar, '/');
    }
}

package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.FilePath;
import io.jenkins.plugins.awsdevtools.bundle.WorkspaceBundle;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundlePlace;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.AppSpecFile;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.Revision;
import io.jenkins.plugins.awsdevtools.engine.work.ChainedWork;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A folder of the workspace as the revision: its AppSpec is checked before anything is sent, then the folder is sent as a
 * bundle and deployed from where it was put.
 */
record WorkspaceRevision(String folder, Selection selection, BundlePlace place) {

    /** More than any AppSpec file. */
    private static final long LARGEST = 1024 * 1024;

    /** What a request is checked with before the bundle is there. */
    Revision expected() {
        return new Revision.S3(place.bucket(), place.key("bundle"), "zip", null, null);
    }

    private static Revision of(StoredBundle stored) {
        return new Revision.S3(stored.bucket(), stored.key(), "zip", stored.versionId(), null);
    }

    /**
     * Checks the AppSpec file in the folder.
     *
     * @throws ParameterException if there is none, or it is malformed, or names what is not in the folder
     */
    void check(FilePath workspace) throws IOException, InterruptedException {
        if (workspace == null) {
            throw new ParameterException("source", folder, Messages.WorkspaceRevision_noWorkspace());
        }
        if (!workspace.isDescendant(folder) && !folder.equals(".")) {
            throw new ParameterException("source", folder, Messages.WorkspaceRevision_outside());
        }
        FilePath root = workspace.child(folder);
        FilePath file = root.child(AppSpecFile.NAME);
        if (!file.exists()) {
            file = root.child("appspec.yaml");
        }
        if (!file.exists() || file.isDirectory() || file.length() > LARGEST) {
            throw new ParameterException("source", folder, Messages.WorkspaceRevision_noAppSpec());
        }
        if (!selection.takes(file.getName())) {
            throw new ParameterException("source", folder, Messages.WorkspaceRevision_appSpecLeftOut(file.getName()));
        }
        AppSpecFile spec = AppSpecFile.parse(WorkspaceText.read("source", folder, file));
        List<String> named = new ArrayList<>(spec.sources());
        named.addAll(spec.scripts());
        List<String> there =
                root.act(new NamedFiles(named.stream().map(AppSpecFile::normal).toList(), selection));
        spec.check(there::contains);
    }

    /** Sends the folder, and then deploys it. */
    <R> RemoteWork<R> before(RunContext context, Function<Revision, ? extends RemoteWork<R>> deploy) {
        return ChainedWork.of(
                WorkspaceBundle.begin(context, folder, selection, place), stored -> deploy.apply(of(stored)));
    }
}

package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codecommit.model.FileDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.FolderDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;

/** Files of a commit, without a clone, for one identity. Every stage fails with whatever the SDK threw. */
public final class Files {

    private final AwsClients clients;
    private final AwsAccess access;

    /** An entry of a folder. */
    public record Entry(String name, Kind kind) {}

    /** What an entry is. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        SUBMODULE
    }

    public Files(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /**
     * GetFile; AWS gives up to 6 MB.
     *
     * @param commit an id, a branch or a tag
     * @return empty if there is no such file
     */
    public CompletionStage<Optional<byte[]>> file(String repository, String commit, String path) {
        return clients.codeCommit(access)
                .getFile(request -> request.repositoryName(repository)
                        .commitSpecifier(commit)
                        .filePath(path))
                .handle((answer, failure) ->
                        answer(failure, () -> answer.fileContent().asByteArray(), FileDoesNotExistException.class));
    }

    /**
     * GetFolder: what is in a folder.
     *
     * @param path empty for the root
     * @return empty if there is no such folder
     */
    public CompletionStage<Optional<List<Entry>>> folder(String repository, String commit, String path) {
        return clients.codeCommit(access)
                .getFolder(request -> request.repositoryName(repository)
                        .commitSpecifier(commit)
                        .folderPath(path.isEmpty() ? "/" : path))
                .handle((answer, failure) -> answer(failure, () -> entries(answer), FolderDoesNotExistException.class));
    }

    private static List<Entry> entries(GetFolderResponse folder) {
        List<Entry> entries = new ArrayList<>();
        folder.files().forEach(file -> entries.add(new Entry(file.relativePath(), Kind.FILE)));
        folder.subFolders().forEach(sub -> entries.add(new Entry(sub.relativePath(), Kind.FOLDER)));
        folder.symbolicLinks().forEach(link -> entries.add(new Entry(link.relativePath(), Kind.LINK)));
        folder.subModules().forEach(module -> entries.add(new Entry(module.relativePath(), Kind.SUBMODULE)));
        return List.copyOf(entries);
    }

    private static <T> Optional<T> answer(
            Throwable failure, java.util.function.Supplier<T> value, Class<? extends Throwable> absent) {
        if (failure == null) {
            return Optional.of(value.get());
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (absent.isInstance(cause)) {
            return Optional.empty();
        }
        throw new CompletionException(cause);
    }
}

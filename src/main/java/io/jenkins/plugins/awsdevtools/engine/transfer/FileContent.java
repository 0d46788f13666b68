package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file as it is when it is read. */
public record FileContent(Path file) implements Content {

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public long size() throws IOException {
        return Files.size(file);
    }

    @Override
    public InputStream open(long from) throws IOException {
        FileChannel channel = FileChannel.open(file);
        channel.position(from);
        return Channels.newInputStream(channel);
    }
}

package io.jenkins.plugins.awsdevtools.engine.bundle;

/**
 * What the directory of an archive tells of one entry. Nothing of it is believed yet.
 *
 * @param name as it is written there
 * @param mode the UNIX mode without the type; negative if the archive does not tell
 * @param offset where its header begins in the archive
 */
record ArchiveEntry(
        String name,
        Kind kind,
        int mode,
        int method,
        boolean encrypted,
        long checksum,
        long compressed,
        long size,
        long offset) {

    enum Kind {
        FILE,
        FOLDER,
        LINK,
        /** A device, a pipe, a socket. */
        SPECIAL
    }
}

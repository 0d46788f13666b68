package io.jenkins.plugins.awsdevtools.engine.bundle;

/**
 * A piece of a bundle that is ready to be written.
 *
 * @param index of the entry
 * @param first whether the file begins with it
 * @param last whether the file ends with it
 */
record Block(
        FileEntry entry,
        int index,
        boolean deflated,
        byte[] bytes,
        int offset,
        int length,
        boolean first,
        boolean last) {

    private static final byte[] NONE = {};

    /** An entry without content. */
    static Block of(FileEntry entry) {
        return new Block(entry, 0, false, NONE, 0, 0, true, true);
    }
}

package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * The one who may call S3, as seen by a job that may not. Paths are keys without the prefix. Every method may be called by
 * many threads and waits for its answer; it fails with a message for people.
 */
public interface StoreDesk {

    /** S3 deletes at most 1,000 keys in one request (DeleteObjects, Amazon S3 API Reference). */
    int MOST_DELETES = 1000;

    /**
     * A page of the objects below the prefix, in the order of their keys' UTF-8 bytes.
     *
     * @param token of the page; null for the first
     */
    Page list(String token) throws IOException;

    /** Signs requests; an answer expires before the credentials do. */
    List<SignedRequest> sign(List<Wish> wishes) throws IOException;

    /** Begins a multipart upload and keeps its id until it is completed or aborted. */
    String begin(String path) throws IOException;

    /** Completes an upload. @param parts all of them, in their order */
    void complete(String path, String uploadId, List<Part> parts) throws IOException;

    void abort(String path, String uploadId) throws IOException;

    /** Deletes at most {@value #MOST_DELETES} objects. */
    void delete(List<String> paths) throws IOException;

    /**
     * What S3 keeps to check an object by, for one that arrived in more than one range.
     *
     * @param etag without quotes; fails if the object has another by now
     */
    Checks checks(String path, String etag) throws IOException;

    /** What is going to be sent and deleted; told before anything is. */
    void plan(ChangedPaths paths);

    /** Another phase begins. */
    void phase(Phase phase);

    void progress(Progress progress);

    /** Says a line in the log of the build. */
    void say(String line);

    /** @param next token of the next page; null after the last */
    record Page(List<Listed> objects, String next) implements Serializable {
        public Page {
            objects = List.copyOf(objects);
        }
    }

    /**
     * An object as a listing tells it.
     *
     * @param etag without quotes
     * @param modified when it was written, milliseconds since 1970
     */
    record Listed(String path, long size, String etag, long modified) implements Serializable {}

    /**
     * By what an object can be checked.
     *
     * @param header in which S3 tells a checksum of all bytes; null if there is none
     * @param checksum its value in base64; null if there is none
     * @param md5 whether the ETag is an MD5, which it is not for objects encrypted with KMS or a customer's key
     */
    record Checks(String header, String checksum, boolean md5) implements Serializable {}

    /**
     * A part that was sent.
     *
     * @param etag without quotes
     * @param crc32c in base64
     */
    record Part(String etag, String crc32c) implements Serializable {}

    /** What a job does one after the other. */
    enum Phase {
        COMPARE,
        UPLOAD,
        /** Files that refer to others. */
        PAGES,
        DELETE,
        DOWNLOAD
    }

    /** What is to be signed. */
    enum Kind {
        PUT,
        PART,
        GET
    }

    /**
     * A request that is wanted.
     *
     * @param uploadId of a part; otherwise null
     * @param part its number, from 1; otherwise 0
     * @param digest what is sent has to have, in base64: MD5, of a part CRC-32C; null for a GET
     * @param range of a GET, as the header has it; null for all
     * @param etag that a GET wants to read; otherwise null
     */
    record Wish(Kind kind, String path, String uploadId, int part, String digest, String range, String etag)
            implements Serializable {

        static Wish put(String path, String digest) {
            return new Wish(Kind.PUT, path, null, 0, digest, null, null);
        }

        static Wish part(String path, String uploadId, int part, String digest) {
            return new Wish(Kind.PART, path, uploadId, part, digest, null, null);
        }

        static Wish get(String path, String range, String etag) {
            return new Wish(Kind.GET, path, null, 0, null, range, etag);
        }
    }
}

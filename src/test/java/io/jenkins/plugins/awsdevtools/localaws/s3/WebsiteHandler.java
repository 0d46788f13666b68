package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.http.HttpReply;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHandler;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.http.UriEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The website endpoint of buckets: {@code /_website/<bucket>/<key>}, unsigned, with index and error document. Its
 * objects are readable by everyone, as a website's bucket policy would say.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html">Hosting a static website</a>
 */
public final class WebsiteHandler implements RequestHandler {
    /** Where the endpoint begins. */
    public static final String PATH = "/_website/";

    private static final int OK = 200;
    private static final int MOVED = 301;
    private static final int FOUND = 302;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final S3Store store;

    public WebsiteHandler(S3Store store) {
        this.store = store;
    }

    @Override
    public void handle(RequestHead head, InputStream body, HttpReply reply) throws IOException {
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            page(reply, NOT_ALLOWED, "405 Method Not Allowed");
            return;
        }
        String path = head.rawPath().substring(PATH.length());
        int slash = path.indexOf('/');
        Optional<Bucket> bucket = store.findBucket(slash < 0 ? path : path.substring(0, slash));
        if (bucket.isEmpty() || bucket.get().website().isEmpty()) {
            page(reply, NOT_FOUND, bucket.isEmpty() ? "NoSuchBucket" : "NoSuchWebsiteConfiguration");
        } else if (slash < 0) {
            redirect(reply, PATH + path + "/");
        } else {
            answer(head, reply, bucket.get(), UriEncoding.decode(path.substring(slash + 1)));
        }
    }

    private static void answer(RequestHead head, HttpReply reply, Bucket bucket, String key) throws IOException {
        Bucket.Website website = bucket.website().orElseThrow();
        if (website.redirectHost().isPresent()) {
            moved(reply, "http://" + website.redirectHost().get() + "/" + UriEncoding.encode(key));
            return;
        }
        boolean folder = key.isEmpty() || key.endsWith("/");
        Optional<StoredObject> object = bucket.current(folder ? key + website.indexDocument() : key);
        Optional<String> elsewhere = object.flatMap(MetadataHeaders::redirect);
        if (elsewhere.isPresent()) {
            moved(reply, elsewhere.get().startsWith("/") ? site(head) + elsewhere.get() : elsewhere.get());
        } else if (object.isPresent()) {
            send(head, reply, OK, object.get());
        } else if (!folder
                && bucket.current(key + "/" + website.indexDocument()).isPresent()) {
            redirect(reply, head.rawPath() + "/");
        } else {
            Optional<StoredObject> error = website.errorDocument().flatMap(bucket::current);
            if (error.isPresent()) {
                send(head, reply, NOT_FOUND, error.get());
            } else {
                page(reply, NOT_FOUND, "NoSuchKey");
            }
        }
    }

    private static void send(RequestHead head, HttpReply reply, int status, StoredObject object) throws IOException {
        object.metadata().standard().forEach(reply::header);
        reply.header("ETag", "\"" + object.etag() + "\"");
        reply.header("Last-Modified", ObjectReads.httpDate(object.lastModified()));
        try (OutputStream out = reply.stream(status, object.size())) {
            if (!head.method().equals("HEAD")) {
                object.content().writeTo(out, 0, object.size());
            }
        }
    }

    /** The path of the bucket, which a real endpoint has in its host. */
    private static String site(RequestHead head) {
        return head.rawPath().substring(0, head.rawPath().indexOf('/', PATH.length()));
    }

    private static void moved(HttpReply reply, String location) throws IOException {
        reply.header("Location", location);
        reply.send(MOVED, new byte[0]);
    }

    private static void redirect(HttpReply reply, String location) throws IOException {
        reply.header("Location", location);
        reply.send(FOUND, new byte[0]);
    }

    private static void page(HttpReply reply, int status, String code) throws IOException {
        reply.header("Content-Type", "text/html; charset=utf-8");
        String html = "<html><head><title>" + code + "</title></head><body><h1>" + code + "</h1></body></html>\n";
        reply.send(status, html.getBytes(StandardCharsets.UTF_8));
    }
}

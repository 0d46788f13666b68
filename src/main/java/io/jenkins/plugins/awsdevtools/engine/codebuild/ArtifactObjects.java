package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectPages;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectRequest;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.client.Presigned;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects that the artifacts of a build or batch are, with requests to get them, a page at a time. The primary artifact
 * goes to the folder itself, a secondary one to a folder of its name in it; those of a group of a batch to a folder of the
 * group's name first.
 */
public final class ArtifactObjects implements ObjectPages {

    /** The name by which the primary artifact is asked for; it has no identifier. */
    public static final String PRIMARY = "primary";

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:s3:::(?<bucket>[^/]+)/(?<key>.+)");
    private static final Duration SIGNATURE_LIFE = Duration.ofHours(1);
    private static final long CALL_MINUTES = 5;

    private final AwsClients clients;
    private final AwsAccess access;
    private final String into;
    private final boolean unpack;
    private final Deque<BuildArtifact> left;
    private BuildArtifact listed;
    private String token;
    private boolean foundAny;

    /** Of the last page. */
    private volatile Map<String, GetObjectRequest> given = Map.of();

    /**
     * @param artifacts that are wanted
     * @param into path of a folder below the workspace; empty for the workspace itself
     * @param unpack whether artifacts that are packed as ZIP are unpacked
     */
    public ArtifactObjects(
            AwsClients clients, AwsAccess access, List<BuildArtifact> artifacts, String into, boolean unpack) {
        this.clients = clients;
        this.access = access;
        this.into = into;
        this.unpack = unpack;
        this.left = new ArrayDeque<>(artifacts);
    }

    /**
     * The artifacts with these identifiers, all if there are none.
     *
     * @throws ParameterException naming an identifier that the build has no artifact for
     */
    public static List<BuildArtifact> wanted(List<BuildArtifact> all, List<String> identifiers) {
        List<String> known = all.stream().map(ArtifactObjects::shown).distinct().toList();
        for (String identifier : identifiers) {
            if (!known.contains(identifier)) {
                throw new ParameterException(
                        "identifiers",
                        identifier,
                        known.isEmpty()
                                ? Texts.of("codebuild.artifact.none")
                                : Texts.of("codebuild.artifact.unknown", String.join(", ", known)));
            }
        }
        return all.stream()
                .filter(artifact -> identifiers.isEmpty() || identifiers.contains(shown(artifact)))
                .toList();
    }

    private static String shown(BuildArtifact artifact) {
        return artifact.identifier().isEmpty() ? PRIMARY : artifact.identifier();
    }

    /**
     * The next objects; none at the end.
     *
     * @throws AwsFailureException if AWS does not let them be listed
     * @throws IOException if an artifact is not there any more
     */
    @Override
    public List<ObjectRequest> next() throws IOException, InterruptedException {
        given = new ConcurrentHashMap<>();
        while (listed != null || !left.isEmpty()) {
            if (listed == null) {
                listed = left.remove();
                foundAny = false;
                token = null;
            }
            if (listed.sha256() != null) {
                ObjectRequest packed = packed(listed);
                listed = null;
                return new ArrayList<>(List.of(packed));
            }
            List<ObjectRequest> page = page(listed);
            if (!page.isEmpty()) {
                return page;
            }
        }
        return List.of();
    }

    /** Only what is packed as ZIP has a checksum (BuildArtifacts, AWS CodeBuild API Reference). */
    private ObjectRequest packed(BuildArtifact artifact) throws IOException, InterruptedException {
        Matcher place = place(artifact);
        String bucket = place.group("bucket");
        String key = place.group("key");
        HeadObjectResponse head = answer(
                clients.s3(access).headObject(request -> request.bucket(bucket).key(key)), "s3:GetObject", bucket);
        String name = key.substring(key.lastIndexOf('/') + 1);
        return request(
                artifact,
                bucket,
                key,
                unpack ? "" : name.endsWith(".zip") ? name : name + ".zip",
                unpack,
                head.contentLength(),
                head.eTag(),
                artifact.sha256());
    }

    private List<ObjectRequest> page(BuildArtifact artifact) throws IOException, InterruptedException {
        Matcher place = place(artifact);
        String bucket = place.group("bucket");
        String prefix = place.group("key").replaceAll("/+$", "") + "/";
        String page = token;
        ListObjectsV2Response answer = answer(
                clients.s3(access)
                        .listObjectsV2(
                                request -> request.bucket(bucket).prefix(prefix).continuationToken(page)),
                "s3:ListBucket",
                bucket);
        List<ObjectRequest> requests = new ArrayList<>();
        for (S3Object object : answer.contents()) {
            String path = object.key().substring(prefix.length());
            if (!path.isEmpty() && !path.endsWith("/")) {
                requests.add(request(artifact, bucket, object.key(), path, false, object.size(), object.eTag(), null));
            }
        }
        foundAny |= !requests.isEmpty();
        token = answer.nextContinuationToken();
        if (token == null) {
            if (!foundAny) {
                throw new IOException(Texts.of("codebuild.artifact.gone", shown(artifact), artifact.location()));
            }
            listed = null;
        }
        return requests;
    }

    private ObjectRequest request(
            BuildArtifact artifact,
            String bucket,
            String key,
            String path,
            boolean packed,
            long size,
            String etag,
            String sha256) {
        List<String> parts = new ArrayList<>(List.of(into, artifact.group(), artifact.identifier(), path));
        parts.removeIf(String::isEmpty);
        String name = "s3://" + bucket + "/" + key;
        GetObjectRequest get =
                GetObjectRequest.builder().bucket(bucket).key(key).build();
        given.put(name, get);
        return new ObjectRequest(
                name,
                String.join("/", parts),
                packed,
                size,
                etag == null ? null : etag.replace("\"", ""),
                sha256,
                signed(get));
    }

    @Override
    public SignedRequest sign(String name) throws IOException {
        GetObjectRequest get = given.get(name);
        if (get == null) {
            throw new IOException(name);
        }
        return signed(get);
    }

    private SignedRequest signed(GetObjectRequest get) {
        return Presigned.of(
                clients.s3Presigner(access).presignGetObject(request -> request.signatureDuration(SIGNATURE_LIFE)
                        .getObjectRequest(get)));
    }

    private static Matcher place(BuildArtifact artifact) throws IOException {
        Matcher place = ARN.matcher(artifact.location());
        if (!place.matches()) {
            throw new IOException(Texts.of("codebuild.artifact.gone", shown(artifact), artifact.location()));
        }
        return place;
    }

    private <A> A answer(CompletionStage<A> stage, String operation, String bucket) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(CALL_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException failed) {
            throw new AwsFailureException(FailureTranslator.translate(
                    failed, new CallContext(operation, bucket, access.region().id())));
        }
    }
}

package io.jenkins.plugins.awsdevtools.connection;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentials;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.ProxyConfiguration;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsRegions;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.engine.client.HttpProxy;
import io.jenkins.plugins.awsdevtools.engine.client.RoleToAssume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * From the name of a connection, or none, to who calls AWS and where.
 *
 * <p>Without a name the nearest folder that has a default decides, then the global default, then the only connection
 * there is. Folders may restrict which connections are used inside them; a connection has to be allowed by all of them.
 * Credentials are looked up where the job is, so that a folder's own are found.
 */
public final class ConnectionResolver {

    private static final String TOKEN_FIELD = "tokenCredentialsId";
    private static final int LONGEST_SESSION_NAME = 64;
    private static final int LONGEST_TAG = 256;

    /**
     * For a run: its session is named and tagged after it if the connection says so, and the use of the credentials is
     * recorded.
     *
     * @param name null or empty to inherit one
     * @throws ParameterException naming field and value, if there is no such connection or it cannot be used here
     */
    public ResolvedConnection resolve(Run<?, ?> run, String name) {
        AwsConnection connection = connection(run.getParent(), name);
        AwsAccess access = access(connection, run.getParent());
        track(run, connection.getCredentialsId(), AmazonWebServicesCredentials.class);
        track(run, connection.getTokenCredentialsId(), StringCredentials.class);
        track(run, connection.getTokenCredentialsId(), FileCredentials.class);
        return new ResolvedConnection(connection.getName(), forRun(access, connection, run));
    }

    /**
     * For a form of an item.
     *
     * @param item null for a form of Jenkins itself
     * @throws ParameterException as for a run
     */
    public ResolvedConnection resolve(Item item, String name) {
        AwsConnection connection = connection(item, name);
        return new ResolvedConnection(connection.getName(), access(connection, item == null ? Jenkins.get() : item));
    }

    /** The names that may be used in an item. */
    public List<String> allowedNames(Item item) {
        List<String> names = AwsConnections.get().names();
        List<ConnectionFolderProperty> folders = ConnectionFolderProperty.above(item);
        return names.stream()
                .filter(name -> folders.stream().allMatch(folder -> folder.allows(name)))
                .toList();
    }

    private AwsConnection connection(Item item, String given) {
        AwsConnections all = AwsConnections.get();
        List<String> allowed = allowedNames(item);
        String name = given == null || given.isBlank() ? inherited(item, allowed) : given.trim();
        Optional<AwsConnection> found = all.named(name);
        if (found.isEmpty() || !allowed.contains(name)) {
            // A name that exists and is not allowed here is not told apart from one that does not exist.
            List<String> closest = ClosestNames.of(name, allowed);
            throw new ParameterException(
                    "connection",
                    name,
                    closest.isEmpty()
                            ? Messages.ConnectionResolver_unknown()
                            : Messages.ConnectionResolver_closest(String.join(", ", closest)));
        }
        return found.get();
    }

    private static String inherited(Item item, List<String> allowed) {
        for (ConnectionFolderProperty folder : ConnectionFolderProperty.above(item)) {
            if (folder.getDefaultConnection() != null) {
                return folder.getDefaultConnection();
            }
        }
        String global = AwsConnections.get().getDefaultConnection();
        if (global != null) {
            return global;
        }
        if (allowed.size() == 1) {
            return allowed.get(0);
        }
        throw new ParameterException("connection", "", Messages.ConnectionResolver_none());
    }

    AwsAccess access(AwsConnection connection, ModelObject context) {
        CredentialSource source = source(connection, context);
        Optional<RoleToAssume> role = Optional.ofNullable(connection.getRoleArn())
                .map(arn -> new RoleToAssume(
                        arn,
                        Optional.ofNullable(connection.getExternalId()),
                        connection.getSessionName() == null ? RoleToAssume.SHARED_SESSION : connection.getSessionName(),
                        Map.of(),
                        Duration.ofSeconds(connection.getSessionSeconds())));
        if (source instanceof CredentialSource.WebIdentity && role.isEmpty()) {
            throw new ParameterException("roleArn", "", Messages.ConnectionResolver_tokenNeedsRole());
        }
        return new AwsAccess(
                source,
                role,
                AwsRegions.of(connection.getRegion()),
                Optional.ofNullable(connection.getEndpoint()).map(AwsConnection::endpoint),
                proxy(),
                Math.max(1, connection.getMaxAttempts()));
    }

    private static CredentialSource source(AwsConnection connection, ModelObject context) {
        if (connection.getTokenCredentialsId() != null) {
            return tokenSource(connection.getTokenCredentialsId(), context);
        }
        if (connection.getCredentialsId() != null) {
            String id = connection.getCredentialsId();
            return find("credentialsId", id, AmazonWebServicesCredentials.class, context)
                    .map(kept -> new CredentialSource.Supplied(
                            kept.key(), () -> kept.newest().get().resolveCredentials()))
                    .orElseThrow(() -> unknownCredentials("credentialsId", id));
        }
        if (connection.isControllerIdentity()) {
            if (!AwsConnections.get().isAllowControllerIdentity()) {
                throw new ParameterException(
                        "connection", connection.getName(), Messages.ConnectionResolver_identityNotAllowed());
            }
            return new CredentialSource.Ambient();
        }
        throw new ParameterException("credentialsId", "", Messages.ConnectionResolver_noCredentials());
    }

    private static CredentialSource tokenSource(String id, ModelObject context) {
        return find(TOKEN_FIELD, id, StringCredentials.class, context)
                .map(kept -> new CredentialSource.WebIdentity(
                        kept.key(), () -> Secret.toString(kept.newest().get().getSecret())))
                .or(() -> find(TOKEN_FIELD, id, FileCredentials.class, context)
                        .map(kept -> new CredentialSource.WebIdentity(
                                kept.key(), () -> content(kept.newest().get()))))
                .orElseThrow(() -> unknownCredentials(TOKEN_FIELD, id));
    }

    private static String content(FileCredentials file) {
        try {
            return new String(file.getContent().readAllBytes(), StandardCharsets.UTF_8).trim();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Credentials and where they are kept.
     *
     * @param key equal for all who find the same ones; they share clients
     * @param newest finds them each time they are needed, so that a key that was replaced is used
     */
    private record Kept<C>(Key key, Supplier<C> newest) {}

    /** A place itself and not its name: a name may be another place's tomorrow, and its clients live on. */
    private record Key(ItemGroup<?> place, String id) {
        @Override
        public String toString() {
            return place.getFullName() + ":" + id;
        }
    }

    /**
     * Credentials of Jenkins itself are always looked up there. What is found serves all jobs that share it, and looked
     * up from one job it could turn into another's: somebody may later give that job's folder credentials of this id.
     */
    private static <C extends IdCredentials> Optional<Kept<C>> find(
            String field, String id, Class<C> type, ModelObject context) {
        C found = context instanceof Item item
                ? CredentialsProvider.findCredentialByIdInItem(id, type, item, ACL.SYSTEM2, List.of())
                : inGroup(id, type, (ItemGroup<?>) context);
        if (found == null) {
            return Optional.empty();
        }
        ItemGroup<?> place = found == inGroup(id, type, Jenkins.get()) ? Jenkins.get() : group(context);
        return Optional.of(new Kept<>(new Key(place, id), () -> {
            C newest = inGroup(id, type, place);
            if (newest == null) {
                throw unknownCredentials(field, id);
            }
            return newest;
        }));
    }

    private static ItemGroup<?> group(ModelObject context) {
        return context instanceof ItemGroup<?> folder ? folder : ((Item) context).getParent();
    }

    private static <C extends IdCredentials> C inGroup(String id, Class<C> type, ItemGroup<?> group) {
        return CredentialsProvider.findCredentialByIdInItemGroup(id, type, group, ACL.SYSTEM2, List.of());
    }

    private static ParameterException unknownCredentials(String field, String id) {
        return new ParameterException(field, id, Messages.ConnectionResolver_unknownCredentials());
    }

    private static <C extends IdCredentials> void track(Run<?, ?> run, String id, Class<C> type) {
        if (id == null) {
            return;
        }
        C used = CredentialsProvider.findCredentialByIdInItem(id, type, run.getParent(), ACL.SYSTEM2, List.of());
        if (used != null && !isTracked(run, used)) {
            CredentialsProvider.track(run, used);
        }
    }

    /** Recording it writes to the disk, which a run of thousands of steps need not do for each. */
    private static boolean isTracked(Run<?, ?> run, Credentials used) {
        try {
            Fingerprint known = CredentialsProvider.getFingerprintOf(used);
            return known != null && known.getRangeSet(run.getParent()).includes(run.getNumber());
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static AwsAccess forRun(AwsAccess access, AwsConnection connection, Run<?, ?> run) {
        if (access.role().isEmpty() || !connection.isTagSessions()) {
            return access;
        }
        RoleToAssume role = access.role().get();
        String session = sessionName(run);
        RoleToAssume tagged = new RoleToAssume(
                role.arn(),
                role.externalId(),
                session,
                Map.of(
                        "jenkins-job", tag(run.getParent().getFullName()),
                        "jenkins-build", Integer.toString(run.getNumber())),
                role.duration());
        return new AwsAccess(
                access.credentials(),
                Optional.of(tagged),
                access.region(),
                access.endpoint(),
                access.proxy(),
                access.maxAttempts());
    }

    private static String sessionName(Run<?, ?> run) {
        String name = (run.getParent().getFullName() + "-" + run.getNumber()).replaceAll("[^\\w+=,.@-]", "-");
        return name.length() <= LONGEST_SESSION_NAME ? name : name.substring(name.length() - LONGEST_SESSION_NAME);
    }

    private static String tag(String value) {
        String allowed = value.replaceAll("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]", "_");
        return allowed.length() <= LONGEST_TAG ? allowed : allowed.substring(0, LONGEST_TAG);
    }

    private static Optional<HttpProxy> proxy() {
        ProxyConfiguration proxy = Jenkins.get().proxy;
        if (proxy == null || proxy.name == null || proxy.name.isBlank()) {
            return Optional.empty();
        }
        Set<String> direct = new HashSet<>();
        if (proxy.getNoProxyHost() != null) {
            for (String pattern : proxy.getNoProxyHost().split("[\\s,|]+")) {
                if (!pattern.isBlank()) {
                    // Netty's client takes regular expressions.
                    direct.add(pattern.trim().replace(".", "\\.").replace("*", ".*"));
                }
            }
        }
        return Optional.of(new HttpProxy(
                proxy.name,
                proxy.port,
                Optional.ofNullable(proxy.getUserName()).filter(user -> !user.isBlank()),
                Optional.ofNullable(proxy.getSecretPassword()).map(Secret::getPlainText),
                direct));
    }
}

package io.jenkins.plugins.awsdevtools.codecommit.git;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.HostnamePortRequirement;
import com.cloudbees.plugins.credentials.domains.HostnameRequirement;
import com.cloudbees.plugins.credentials.domains.PathRequirement;
import com.cloudbees.plugins.credentials.domains.SchemeRequirement;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.connection.ResolvedConnection;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.GitLogins;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;

/**
 * Offers each connection that may be used in an item as credentials for git, under the id {@code aws-codecommit-} and the
 * connection's name. The password depends on the repository; whoever looks credentials up tells the address, so that each
 * look-up gets its own object.
 *
 * <p>For an address that is not CodeCommit's there are none, so that no other server is told the id of a key.
 */
@Extension
public final class CodeCommitCredentialsProvider extends CredentialsProvider {

    private static final String PREFIX = "aws-codecommit-";

    /** The id under which a connection is offered. */
    public static String id(String connection) {
        return PREFIX + connection;
    }

    /** The connection that is offered under an id; empty if the id is of other credentials. */
    public static Optional<String> connection(String id) {
        return id != null && id.startsWith(PREFIX) ? Optional.of(id.substring(PREFIX.length())) : Optional.empty();
    }

    @Override
    public String getDisplayName() {
        return Messages.CodeCommitCredentialsProvider_displayName();
    }

    @Override
    public <C extends Credentials> List<C> getCredentialsInItemGroup(
            Class<C> type, ItemGroup group, Authentication authentication, List<DomainRequirement> requirements) {
        return credentials(type, group instanceof Item item ? item : null, authentication, requirements);
    }

    @Override
    public <C extends Credentials> List<C> getCredentialsInItem(
            Class<C> type, Item item, Authentication authentication, List<DomainRequirement> requirements) {
        return credentials(type, item, authentication, requirements);
    }

    private static <C extends Credentials> List<C> credentials(
            Class<C> type, Item item, Authentication authentication, List<DomainRequirement> requirements) {
        if (!type.isAssignableFrom(CodeCommitCredentials.class) || !ACL.SYSTEM2.equals(authentication)) {
            return List.of();
        }
        Optional<URI> url = url(requirements);
        // Of codecommit::REGION://NAME the requirements tell the scheme alone; CodeCommitNotation signs in to it.
        boolean asked = requirements.stream()
                .anyMatch(requirement ->
                        requirement instanceof HostnameRequirement || requirement instanceof SchemeRequirement);
        if (url.isEmpty() && asked) {
            return List.of();
        }
        return new ConnectionResolver()
                .allowedNames(item).stream()
                        .flatMap(name -> offer(name, item, url).stream())
                        .map(type::cast)
                        .toList();
    }

    private static Optional<CodeCommitCredentials> offer(String name, Item item, Optional<URI> url) {
        if (url.isEmpty()) {
            return Optional.of(new CodeCommitCredentials(id(name), name, null));
        }
        ResolvedConnection connection;
        try {
            connection = new ConnectionResolver().resolve(item, name);
        } catch (ParameterException notUsable) {
            return Optional.empty();
        }
        return GitLogins.isFor(connection.access(), url.get())
                ? Optional.of(new CodeCommitCredentials(
                        id(name), name, new SignedLogin(AwsRuntime.get().clients(), connection, url.get())))
                : Optional.empty();
    }

    /** The address that the requirements tell part by part. */
    private static Optional<URI> url(List<DomainRequirement> requirements) {
        String scheme = null;
        String host = null;
        String path = null;
        int port = -1;
        for (DomainRequirement requirement : requirements) {
            if (requirement instanceof SchemeRequirement given) {
                scheme = given.getScheme();
            } else if (requirement instanceof HostnamePortRequirement given) {
                host = given.getHostname();
                port = given.getPort();
            } else if (requirement instanceof HostnameRequirement given && host == null) {
                host = given.getHostname();
            } else if (requirement instanceof PathRequirement given) {
                path = given.getPath();
            }
        }
        if (scheme == null || host == null || path == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(scheme, null, host, port, path, null, null));
        } catch (URISyntaxException strange) {
            return Optional.empty();
        }
    }
}

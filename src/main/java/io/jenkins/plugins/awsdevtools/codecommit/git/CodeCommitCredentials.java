package io.jenkins.plugins.awsdevtools.codecommit.git;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.NameWith;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.Extension;
import hudson.model.Descriptor;
import hudson.util.Secret;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.GitLogin;
import java.util.function.Supplier;

/**
 * "AWS CodeCommit (IAM)": an AWS connection as user and password of git, signed when they are asked for. Nobody keeps
 * them: {@link CodeCommitCredentialsProvider} makes these objects, one for each address that asks.
 *
 * <p>Both are signed anew a minute later at the latest; AWS takes them for 15. What goes to an agent is a snapshot, user
 * and password of this moment for this repository, never the connection or its key. Safe for use by many threads.
 */
@NameWith(CodeCommitCredentials.NameProvider.class)
public final class CodeCommitCredentials extends BaseStandardCredentials
        implements StandardUsernamePasswordCredentials {

    private static final long serialVersionUID = 1L;

    private final String connection;
    private final transient Supplier<GitLogin> login;

    /** @param login waits for the credentials if need be; null without an address to sign for */
    CodeCommitCredentials(String id, String connection, Supplier<GitLogin> login) {
        super(CredentialsScope.GLOBAL, id, Messages.CodeCommitCredentials_description(connection));
        this.connection = connection;
        this.login = login;
    }

    /** The name of the connection that signs. */
    public String getConnection() {
        return connection;
    }

    private GitLogin login() {
        if (login == null) {
            throw new ParameterException("url", "", Messages.CodeCommitCredentials_noUrl());
        }
        return login.get();
    }

    /** The key's id; empty without an address to sign for, so that lists of credentials can be shown. */
    @Override
    public String getUsername() {
        return login == null ? "" : login().user();
    }

    @Override
    public boolean isUsernameSecret() {
        return true;
    }

    /** @throws ParameterException if there is no address to sign for: the credentials are for git alone */
    @Override
    public Secret getPassword() {
        return Secret.fromString(login().password());
    }

    private UsernamePasswordCredentialsImpl snapshot() {
        GitLogin now = login();
        try {
            UsernamePasswordCredentialsImpl copy = new UsernamePasswordCredentialsImpl(
                    CredentialsScope.GLOBAL, getId(), getDescription(), now.user(), now.password());
            copy.setUsernameSecret(true);
            return copy;
        } catch (Descriptor.FormException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Wherever this is written, a signed password of 15 minutes is written in its place. */
    private Object writeReplace() {
        return snapshot();
    }

    /** The name in lists; the user would have to be signed for. */
    public static final class NameProvider extends CredentialsNameProvider<CodeCommitCredentials> {

        @Override
        public String getName(CodeCommitCredentials credentials) {
            return Messages.CodeCommitCredentials_description(credentials.getConnection());
        }
    }

    /** The kind of credentials; nobody adds one by hand, see {@link CodeCommitCredentialsProvider}. */
    @Extension
    public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeCommitCredentials_displayName();
        }

        @Override
        public boolean isApplicable(com.cloudbees.plugins.credentials.CredentialsProvider provider) {
            return provider instanceof CodeCommitCredentialsProvider;
        }
    }
}

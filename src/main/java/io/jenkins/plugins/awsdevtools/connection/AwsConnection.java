package io.jenkins.plugins.awsdevtools.connection;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsRegions;
import io.jenkins.plugins.awsdevtools.engine.client.RoleToAssume;
import io.jenkins.plugins.awsdevtools.engine.events.EventQueue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A named way to AWS: where, and as whom. Administrators configure it; jobs name it. It holds no secret, only ids of
 * credentials.
 */
public class AwsConnection extends AbstractDescribableImpl<AwsConnection> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int DEFAULT_SESSION_SECONDS = 3600;
    private static final int MOST_ATTEMPTS = 20;

    private final String name;
    private final String region;
    private String credentialsId;
    private boolean controllerIdentity;
    private String roleArn;
    private String externalId;
    private String sessionName;
    private boolean tagSessions;
    private int sessionSeconds = DEFAULT_SESSION_SECONDS;
    private String tokenCredentialsId;
    private String endpoint;
    private int maxAttempts = AwsAccess.DEFAULT_ATTEMPTS;
    private String eventQueue;

    @DataBoundConstructor
    public AwsConnection(String name, String region) {
        this.name = Util.fixNull(name).trim();
        this.region = Util.fixNull(region).trim();
    }

    public String getName() {
        return name;
    }

    public String getRegion() {
        return region;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public boolean isControllerIdentity() {
        return controllerIdentity;
    }

    @DataBoundSetter
    public void setControllerIdentity(boolean controllerIdentity) {
        this.controllerIdentity = controllerIdentity;
    }

    public String getRoleArn() {
        return roleArn;
    }

    @DataBoundSetter
    public void setRoleArn(String roleArn) {
        this.roleArn = Util.fixEmptyAndTrim(roleArn);
    }

    public String getExternalId() {
        return externalId;
    }

    @DataBoundSetter
    public void setExternalId(String externalId) {
        this.externalId = Util.fixEmptyAndTrim(externalId);
    }

    public String getSessionName() {
        return sessionName;
    }

    @DataBoundSetter
    public void setSessionName(String sessionName) {
        this.sessionName = Util.fixEmptyAndTrim(sessionName);
    }

    public boolean isTagSessions() {
        return tagSessions;
    }

    @DataBoundSetter
    public void setTagSessions(boolean tagSessions) {
        this.tagSessions = tagSessions;
    }

    public int getSessionSeconds() {
        return sessionSeconds;
    }

    @DataBoundSetter
    public void setSessionSeconds(int sessionSeconds) {
        this.sessionSeconds = sessionSeconds;
    }

    public String getTokenCredentialsId() {
        return tokenCredentialsId;
    }

    @DataBoundSetter
    public void setTokenCredentialsId(String tokenCredentialsId) {
        this.tokenCredentialsId = Util.fixEmptyAndTrim(tokenCredentialsId);
    }

    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = Util.fixEmptyAndTrim(endpoint);
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    @DataBoundSetter
    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    /** Name or URL of the SQS queue that tells this controller what happens in AWS; null if there is none. */
    public String getEventQueue() {
        return eventQueue;
    }

    @DataBoundSetter
    public void setEventQueue(String eventQueue) {
        this.eventQueue = Util.fixEmptyAndTrim(eventQueue);
    }

    /** @throws ParameterException if this is not the address of a server */
    static URI endpoint(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null
                    && uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                return uri;
            }
        } catch (URISyntaxException notAnAddress) {
            throw new ParameterException("endpoint", address, Messages.AwsConnection_badEndpoint());
        }
        throw new ParameterException("endpoint", address, Messages.AwsConnection_badEndpoint());
    }

    /** The form of a connection. Only administrators see it and may ask it anything. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<AwsConnection> {

        @Override
        public String getDisplayName() {
            return Messages.AwsConnection_displayName();
        }

        @POST
        public ComboBoxModel doFillRegionItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return new ComboBoxModel(AwsRegions.known());
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return new StandardListBoxModel().includeCurrentValue(credentialsId);
            }
            return new StandardListBoxModel()
                    .includeEmptyValue()
                    .includeAs(ACL.SYSTEM2, Jenkins.get(), AmazonWebServicesCredentials.class)
                    .includeCurrentValue(credentialsId);
        }

        @POST
        public ListBoxModel doFillTokenCredentialsIdItems(@QueryParameter String tokenCredentialsId) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return new StandardListBoxModel().includeCurrentValue(tokenCredentialsId);
            }
            return new StandardListBoxModel()
                    .includeEmptyValue()
                    .includeAs(ACL.SYSTEM2, Jenkins.get(), StringCredentials.class)
                    .includeAs(ACL.SYSTEM2, Jenkins.get(), FileCredentials.class)
                    .includeCurrentValue(tokenCredentialsId);
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return NAME.matcher(Util.fixNull(value).trim()).matches()
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.AwsConnection_badName());
        }

        @POST
        public FormValidation doCheckRegion(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            String name = Util.fixNull(value).trim();
            FormValidation check = FormChecks.check(() -> AwsRegions.of(name));
            return check.kind != FormValidation.Kind.OK || AwsRegions.isKnown(name)
                    ? check
                    : FormValidation.warning(Messages.AwsConnection_newRegion());
        }

        @POST
        public FormValidation doCheckRoleArn(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.optional(value, RoleToAssume::checkArn);
        }

        @POST
        public FormValidation doCheckExternalId(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.optional(value, RoleToAssume::checkExternalId);
        }

        @POST
        public FormValidation doCheckSessionName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.optional(value, RoleToAssume::checkSessionName);
        }

        @POST
        public FormValidation doCheckSessionSeconds(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormValidation.validateIntegerInRange(value, 900, 43_200);
        }

        @POST
        public FormValidation doCheckMaxAttempts(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormValidation.validateIntegerInRange(value, 1, MOST_ATTEMPTS);
        }

        @POST
        public FormValidation doCheckEndpoint(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.optional(value, AwsConnection::endpoint);
        }

        @POST
        public FormValidation doCheckControllerIdentity(@QueryParameter boolean value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return value && !AwsConnections.get().isAllowControllerIdentity()
                    ? FormValidation.warning(Messages.AwsConnection_controllerIdentityNotAllowed())
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckEventQueue(@QueryParameter String value, @QueryParameter String region) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.optional(value, queue -> EventQueue.check(queue, region));
        }

        /** Calls GetCallerIdentity, which needs no permission and changes nothing, and looks at the queue. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String region,
                @QueryParameter String credentialsId,
                @QueryParameter boolean controllerIdentity,
                @QueryParameter String roleArn,
                @QueryParameter String externalId,
                @QueryParameter String sessionName,
                @QueryParameter int sessionSeconds,
                @QueryParameter String tokenCredentialsId,
                @QueryParameter String endpoint,
                @QueryParameter String eventQueue) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            AwsConnection tested = new AwsConnection(name, region);
            tested.setCredentialsId(credentialsId);
            tested.setControllerIdentity(controllerIdentity);
            tested.setRoleArn(roleArn);
            tested.setExternalId(externalId);
            tested.setSessionName(sessionName);
            tested.setSessionSeconds(sessionSeconds);
            tested.setTokenCredentialsId(tokenCredentialsId);
            tested.setEndpoint(endpoint);
            tested.setEventQueue(eventQueue);
            return new ConnectionTest(AwsRuntime.get().clients()).run(tested);
        }
    }
}

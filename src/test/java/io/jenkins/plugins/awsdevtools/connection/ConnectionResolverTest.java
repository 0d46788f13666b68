package io.jenkins.plugins.awsdevtools.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.CredentialsUseListener;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.ExtensionList;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.CNode;
import java.beans.Introspector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundSetter;

@WithJenkins
class ConnectionResolverTest {

    private static JenkinsRule jenkins;
    private static LocalAws aws;
    private final ConnectionResolver resolver = new ConnectionResolver();

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        aws = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @BeforeEach
    void configure() throws Exception {
        LocalConnection.configure(aws);
        AwsConnection second = new AwsConnection("second", "us-east-1");
        second.setCredentialsId("local-key");
        AwsConnections all = AwsConnections.get();
        all.setConnections(List.of(all.getConnections().get(0), second));
        all.setDefaultConnection(null);
        all.setAllowControllerIdentity(false);
    }

    private static ConnectionFolderProperty property(Folder folder) throws Exception {
        ConnectionFolderProperty property = new ConnectionFolderProperty();
        folder.addProperty(property);
        return property;
    }

    private static Folder folder() throws Exception {
        return jenkins.createProject(Folder.class, "folder-" + System.nanoTime());
    }

    @Test
    void withoutANameTheNearestFolderDecidesThenTheDefault() throws Exception {
        Folder outer = folder();
        Folder inner = outer.createProject(Folder.class, "inner");
        FreeStyleProject job = inner.createProject(FreeStyleProject.class, "job");
        assertThatThrownBy(() -> resolver.resolve(job, null)).hasMessageContaining("Name a connection");
        AwsConnections.get().setDefaultConnection("local");
        assertThat(resolver.resolve(job, null).name()).isEqualTo("local");
        property(outer).setDefaultConnection("second");
        assertThat(resolver.resolve(job, "").name()).isEqualTo("second");
        property(inner).setDefaultConnection("local");
        assertThat(resolver.resolve(job, null).name()).isEqualTo("local");
        assertThat(resolver.resolve(job, "second").name()).isEqualTo("second");
    }

    @Test
    void aConnectionThatAFolderForbidsIsRefusedLikeOneThatDoesNotExist() throws Exception {
        Folder outer = folder();
        Folder inner = outer.createProject(Folder.class, "inner");
        FreeStyleProject job = inner.createProject(FreeStyleProject.class, "job");
        property(outer).setAllowedConnections("second");
        property(inner).setAllowedConnections("local, second");
        assertThat(resolver.allowedNames(job)).containsExactly("second");
        assertThatThrownBy(() -> resolver.resolve(job, "local"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("There is no such connection here");
    }

    @Test
    void theControllersIdentityServesJobsOnlyWhenAnAdministratorAllowsIt() {
        AwsConnection own = new AwsConnection("own", "eu-west-1");
        own.setControllerIdentity(true);
        AwsConnections.get().setConnections(List.of(own));
        assertThatThrownBy(() -> resolver.resolve((Item) null, "own")).hasMessageContaining("has not allowed");
        AwsConnections.get().setAllowControllerIdentity(true);
        assertThat(resolver.resolve((Item) null, "own").access().credentials())
                .isInstanceOf(CredentialSource.Ambient.class);
    }

    @Test
    void aTokenNeedsARole() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("jwt")));
        AwsConnection oidc = new AwsConnection("oidc", "eu-west-1");
        oidc.setTokenCredentialsId("token");
        AwsConnections.get().setConnections(List.of(oidc));
        assertThatThrownBy(() -> resolver.resolve((Item) null, "oidc")).hasMessageContaining("roleArn");
        oidc.setRoleArn("arn:aws:iam::123456789012:role/jenkins");
        assertThat(resolver.resolve((Item) null, "oidc").access().credentials())
                .isInstanceOf(CredentialSource.WebIdentity.class);
    }

    @Test
    void unknownCredentialsAreNamed() {
        AwsConnection connection = new AwsConnection("c", "eu-west-1");
        connection.setCredentialsId("nobody");
        AwsConnections.get().setConnections(List.of(connection));
        assertThatThrownBy(() -> resolver.resolve((Item) null, "c")).hasMessageContaining("credentialsId 'nobody'");
    }

    @Test
    void aMisspeltConnectionIsAnsweredWithTheClosestThatIsAllowedHere() throws Exception {
        FreeStyleProject job = folder().createProject(FreeStyleProject.class, "job");
        assertThatThrownBy(() -> resolver.resolve(job, "secnod"))
                .hasMessageContaining("connection 'secnod'")
                .hasMessageContaining("Did you mean second?");
    }

    @Test
    void aRunsSessionCarriesJobAndBuildAndItsStatusIsReadWithOneForAll() throws Exception {
        AwsConnection tagged = new AwsConnection("tagged", "eu-west-1");
        tagged.setCredentialsId("local-key");
        tagged.setRoleArn("arn:aws:iam::123456789012:role/jenkins");
        tagged.setTagSessions(true);
        AwsConnections.get().setConnections(List.of(tagged));
        FreeStyleProject job = folder().createProject(FreeStyleProject.class, "job");
        FreeStyleBuild first = jenkins.buildAndAssertSuccess(job);
        FreeStyleBuild second = jenkins.buildAndAssertSuccess(job);
        AwsAccess one = resolver.resolve(first, "tagged").access();
        AwsAccess other = resolver.resolve(second, "tagged").access();
        assertThat(one.role().orElseThrow().sessionTags())
                .containsEntry("jenkins-job", job.getFullName())
                .containsEntry("jenkins-build", "1");
        assertThat(one).isNotEqualTo(other);
        assertThat(one.withoutSessionTags()).isEqualTo(other.withoutSessionTags());
    }

    private static Credentials key() {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(AWSCredentialsImpl.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theUseOfCredentialsIsTracked() throws Exception {
        FreeStyleProject job = folder().createProject(FreeStyleProject.class, "job");
        resolver.resolve(jenkins.buildAndAssertSuccess(job), "second");
        assertThat(CredentialsProvider.getFingerprintOf(key()).getJobs()).contains(job.getFullName());
    }

    @Test
    void aRunThatAsksAgainIsRecordedOnce() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        FreeStyleBuild first = jenkins.buildAndAssertSuccess(job);
        FreeStyleBuild second = jenkins.buildAndAssertSuccess(job);
        resolver.resolve(first, "local");
        List<Integer> heard = new ArrayList<>();
        CredentialsUseListener listener = new CredentialsUseListener() {
            @Override
            public void onUse(Credentials used, Run run) {
                heard.add(run.getNumber());
            }

            @Override
            public void onUse(Credentials used, Node node) {
                throw new IllegalStateException("no node uses them");
            }

            @Override
            public void onUse(Credentials used, Item item) {
                throw new IllegalStateException("no item uses them");
            }
        };
        ExtensionList.lookup(CredentialsUseListener.class).add(0, listener);
        resolver.resolve(first, "local");
        resolver.resolve(second, "local");
        resolver.resolve(second, "local");
        ExtensionList.lookup(CredentialsUseListener.class).remove(listener);
        assertThat(heard).containsExactly(2);
        assertThat(CredentialsProvider.getFingerprintOf(key())
                        .getRangeSet(job.getFullName())
                        .toString())
                .isEqualTo("[1,3)");
    }

    @Test
    void credentialsOfOneFolderNeverServeJobsOutsideIt() throws Exception {
        Folder folder = folder();
        FreeStyleProject inside = folder.createProject(FreeStyleProject.class, "job");
        FreeStyleProject outside = folder().createProject(FreeStyleProject.class, "job");
        AwsAccess before = resolver.resolve(inside, "second").access();
        assertThat(before).isEqualTo(resolver.resolve(outside, "second").access());

        store(folder)
                .addCredentials(
                        Domain.global(),
                        new AWSCredentialsImpl(CredentialsScope.GLOBAL, "local-key", "AKIAFOLDER0000000000", "s", ""));

        assertThat(keyId(before)).isEqualTo(aws.rootKey().accessKeyId());
        AwsAccess after = resolver.resolve(inside, "second").access();
        assertThat(after).isNotEqualTo(before);
        assertThat(keyId(after)).isEqualTo("AKIAFOLDER0000000000");
        assertThat(resolver.resolve(outside, "second").access()).isEqualTo(before);
    }

    @Test
    void aFolderThatTakesTheNameOfAnotherOneDoesNotGetItsCredentials() throws Exception {
        Folder first = jenkins.createProject(Folder.class, "team");
        addKey(first, "AKIAFIRST00000000000");
        FreeStyleProject job = first.createProject(FreeStyleProject.class, "job");
        AwsAccess before = resolver.resolve(job, "second").access();
        assertThat(usedKeyId(before)).isEqualTo("AKIAFIRST00000000000");

        first.renameTo("team-of-old");
        Folder heir = jenkins.createProject(Folder.class, "team");
        addKey(heir, "AKIAHEIR000000000000");
        FreeStyleProject other = heir.createProject(FreeStyleProject.class, "job");

        assertThat(usedKeyId(resolver.resolve(other, "second").access())).isEqualTo("AKIAHEIR000000000000");
        assertThat(resolver.resolve(job, "second").access()).isEqualTo(before);
    }

    private static void addKey(Folder folder, String keyId) throws Exception {
        store(folder)
                .addCredentials(
                        Domain.global(), new AWSCredentialsImpl(CredentialsScope.GLOBAL, "local-key", keyId, "s", ""));
    }

    /** Of the clients that all who have the same access share. */
    private static String usedKeyId(AwsAccess access) throws Exception {
        return AwsRuntime.get()
                .clients()
                .identity(access)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .accessKeyId();
    }

    private static CredentialsStore store(Folder folder) {
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getContext() == folder) {
                return store;
            }
        }
        throw new AssertionError("a folder keeps credentials");
    }

    private static String keyId(AwsAccess access) {
        return ((CredentialSource.Supplied) access.credentials())
                .supplier()
                .get()
                .accessKeyId();
    }

    @Test
    void credentialsThatWereDeletedMeanwhileAreNamed() throws Exception {
        CredentialSource.Supplied source = (CredentialSource.Supplied)
                resolver.resolve((Item) null, "second").access().credentials();
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        assertThatThrownBy(() -> source.supplier().get()).hasMessageContaining("credentialsId 'local-key'");
    }

    @Test
    void aFoldersFormKeepsItsDefaultAndItsRestriction() throws Exception {
        Folder folder = folder();
        ConnectionFolderProperty property = property(folder);
        property.setDefaultConnection("second");
        property.setAllowedConnections("local, second");
        jenkins.configRoundtrip(folder);
        jenkins.assertEqualDataBoundBeans(property, folder.getProperties().get(ConnectionFolderProperty.class));
    }

    @Test
    void theRegionsCheckTellsAMisspeltRegionFromANewOne() {
        AwsConnection.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(AwsConnection.DescriptorImpl.class);
        assertThat(form.doCheckRegion("eu-west-1").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckRegion("eu-wset-1"))
                .extracting(check -> check.kind, FormValidation::getMessage)
                .containsExactly(
                        FormValidation.Kind.ERROR,
                        "There is no such region. Did you mean eu-west-1, eu-west-2, eu-west-3?");
        assertThat(form.doCheckRegion("eu-west-9").kind).isEqualTo(FormValidation.Kind.WARNING);
    }

    @Test
    void everyFieldOfAFormIsExplained() {
        for (Class<?> form : List.of(AwsConnection.class, AwsConnections.class, ConnectionFolderProperty.class)) {
            assertThat(form.getMethods())
                    .filteredOn(method -> method.isAnnotationPresent(DataBoundSetter.class))
                    .extracting(
                            method -> Introspector.decapitalize(method.getName().substring("set".length())))
                    .isNotEmpty()
                    .allSatisfy(field -> assertThat(form.getResource(form.getSimpleName() + "/help-" + field + ".html"))
                            .as(field)
                            .isNotNull());
        }
    }

    @Test
    void theTestButtonShowsAccountAndArn() {
        FormValidation answer = new ConnectionTest(AwsRuntime.get().clients())
                .run(AwsConnections.get().getConnections().get(0));
        assertThat(answer.kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(answer.getMessage()).contains("123456789012", "arn:aws:iam::123456789012:root");
    }

    @Test
    void theTestButtonNamesThePermissionThatAQueueNeeds() {
        AwsConnection connection = AwsConnections.get().getConnections().get(0);
        connection.setEventQueue("jenkins");
        aws.faults().deny("sqs:GetQueueAttributes", "*");
        try {
            FormValidation answer = new ConnectionTest(AwsRuntime.get().clients()).run(connection);
            assertThat(answer.kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(answer.getMessage()).contains("sqs:GetQueueAttributes", "jenkins");
        } finally {
            aws.faults().clear();
            connection.setEventQueue(null);
        }
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        AwsConnection full = full();
        AwsConnections.get().setConnections(List.of(full));
        AwsConnections.get().setDefaultConnection("full");
        jenkins.configRoundtrip();
        assertThat(AwsConnections.get().getConnections()).hasSize(1);
        jenkins.assertEqualDataBoundBeans(
                full, AwsConnections.get().getConnections().get(0));
        assertThat(AwsConnections.get().getDefaultConnection()).isEqualTo("full");
    }

    @Test
    void configurationAsCodeWritesWhatItReads(@TempDir Path folder) throws Exception {
        Path yaml = Files.writeString(folder.resolve("jenkins.yaml"), """
            unclassified:
              awsDeveloperTools:
                connections:
                - name: "from-code"
                  region: "eu-central-1"
                  credentialsId: "local-key"
                  roleArn: "arn:aws:iam::123456789012:role/jenkins"
                  externalId: "jenkins-42"
                defaultConnection: "from-code"
                watchIntervalSeconds: 7
            """);
        ConfigurationAsCode.get().configure(yaml.toString());
        AwsConnection read = AwsConnections.get().getConnections().get(0);
        assertThat(read.getExternalId()).isEqualTo("jenkins-42");
        assertThat(AwsConnections.get().getWatchIntervalSeconds()).isEqualTo(7);
        CNode written = Util.getUnclassifiedRoot(new ConfigurationContext(ConfiguratorRegistry.get()))
                .get("awsDeveloperTools");
        assertThat(Util.toYamlString(written))
                .contains("name: \"from-code\"", "externalId: \"jenkins-42\"", "watchIntervalSeconds: 7");
    }

    private static AwsConnection full() {
        AwsConnection full = new AwsConnection("full", "eu-west-1");
        full.setCredentialsId("local-key");
        full.setControllerIdentity(true);
        full.setRoleArn("arn:aws:iam::123456789012:role/jenkins");
        full.setExternalId("jenkins-42");
        full.setSessionName("jenkins-test");
        full.setTagSessions(true);
        full.setSessionSeconds(900);
        full.setEndpoint("http://127.0.0.1:4566");
        full.setMaxAttempts(7);
        return full;
    }
}

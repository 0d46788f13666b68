package io.jenkins.plugins.awsdevtools;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Every check of every form refuses something, so that the next check is not forgotten either. */
class RefusedValuesTest extends ConnectedJenkins {

    private static final String OURS = "io.jenkins.plugins.awsdevtools.";
    private static final String CHECK = "doCheck";

    /**
     * A check and what it is asked, in the order of its parameters. {@code ~}: it warns, because AWS or an administrator may
     * yet make it good. {@code x^9}: nine times the letter.
     */
    private static final String REFUSED = """
        ArtifactFetch.Into | ../out
        ArtifactsDestination.Location | site/builds | S3
        ArtifactsDestination.Type | NO_ARTIFACTS | builds | | | |
        ~AwsConnection.ControllerIdentity | true
        AwsConnection.Endpoint | ftp://example.com
        AwsConnection.EventQueue | a b | eu-west-1
        AwsConnection.ExternalId | a b
        AwsConnection.MaxAttempts | 0
        AwsConnection.Name | a/b
        AwsConnection.Region | Ireland
        AwsConnection.RoleArn | jenkins
        AwsConnection.SessionName | a b
        AwsConnection.SessionSeconds | 899
        AwsConnections.WatchIntervalSeconds | 0
        BatchSetting.ComputeTypes | BUILD_GENERAL1_SMALL, BUILD_GENERAL1_TINY
        BatchSetting.MostBuilds | 0
        BatchSetting.ServiceRole | codebuild-batch
        BatchSetting.TimeoutMinutes | 2161
        BuildVariable.Name | CODEBUILD_SRC_DIR
        CacheSetting.Location | | S3 |
        CacheSetting.Modes | LOCAL_CACHE | LOCAL |
        CacheSetting.Type |
        CloudWatchLogsSetting.Group | site | DISABLED |
        CloudWatchLogsSetting.Status |
        CloudWatchLogsSetting.Stream | site | ENABLED |
        CodeBuildStep.Attach | site
        CodeBuildStep.AutoRetryLimit | 11
        CodeBuildStep.Fleet | large | local
        CodeCommitCommentStep.Commit | main
        CodeCommitCommentStep.Key | a b
        CodeCommitCommentStep.PullRequest | first
        CodeCommitCommentStep.Repository | a b
        CodeCommitCommentStep.Text | x^20000
        CodeCommitSCMSource.Repository | https://example.com/site | local
        CodeCommitTrigger.PollSeconds | 0
        CodeCommitTrigger.Repository | a b | local
        CodeDeployStepDescriptor.AppSpec | {
        CodeDeployStepDescriptor.AppSpecFile | ../appspec.yml
        CodeDeployStepDescriptor.Application | x^101 | local
        ~CodeDeployStepDescriptor.DeploymentConfig | Nonesuch | local
        CodeDeployStepDescriptor.DeploymentGroup | x^101 | local | site
        CodeDeployStepDescriptor.Excludes | ../* | dist
        CodeDeployStepDescriptor.GitHubCommit | main | acme/site
        CodeDeployStepDescriptor.GitHubRepository | site
        CodeDeployStepDescriptor.Includes | ../* | dist
        CodeDeployStepDescriptor.LastLines | -1
        CodeDeployStepDescriptor.RollbackOn | SOMETIMES
        CodeDeployStepDescriptor.S3Bucket | The_Bucket
        CodePipelineAnswerStep.ContinuationToken | x^5000
        CodePipelineApprovalStep.Comment | x^5000
        CodePipelineApprovalStep.Execution | 1
        CodePipelineChangeTrigger.Pipelines | a b | local
        CodePipelineChangeTrigger.States | PERHAPS | stage
        CodePipelineExportStep.File | ../Jenkinsfile
        CodePipelineInputStep.To | ../in
        CodePipelineOutputStep.Excludes | ../*
        CodePipelineOutputStep.From | ../out
        CodePipelineOutputStep.Includes | ../*
        CodePipelineRetryStageStep.Execution | 1
        CodePipelineRollbackStageStep.Execution | 1
        CodePipelineStopStep.Execution | 1
        CodePipelineStopStep.Reason | x^5000
        CodePipelineTransitionStep.Reason | | false
        CodePipelineWorkerTrigger.MaxBatchSize | 0
        CodePipelineWorkerTrigger.MaxJobs | 0
        CodePipelineWorkerTrigger.PollSeconds | 0
        CodePipelineWorkerTrigger.Provider | a b
        CodePipelineWorkerTrigger.QueryParam | node
        CodePipelineWorkerTrigger.Version | a b
        ~ConnectionFolderProperty.AllowedConnections | nonesuch
        ContainerImage.Container |
        ContainerImage.Image | a b
        ControlStep.Stage | a b | local | site
        EcsContainer.Cpu | -1
        EcsContainer.Image | a b
        EcsContainer.Memory | 1
        EcsContainer.MemoryReservation | 1
        EcsContainer.Name | | local | | | |
        EcsDeployStepDescriptor.Cluster | a b | local
        EcsDeployStepDescriptor.Container | web |
        EcsDeployStepDescriptor.DesiredCount | -1
        EcsDeployStepDescriptor.Image | a b
        EcsDeployStepDescriptor.ImageDefinitions | ../images.json
        EcsDeployStepDescriptor.LastLines | -1
        EcsDeployStepDescriptor.MaximumPercent | 99 | |
        EcsDeployStepDescriptor.MinimumHealthyPercent | 101
        EcsDeployStepDescriptor.Service | a b | local | site
        EcsDeployStepDescriptor.TaskDefinition | a b | local
        EcsDeployStepDescriptor.TaskDefinitionFile | ../task.json | |
        EcsDeployStepDescriptor.TaskDefinitionTemplate | { |
        EcsDeployStepDescriptor.TimeoutMinutes | 0
        EcsSecret.Name | a=b
        EcsSecret.ValueFrom |
        ExecutionStep.Attach | 1
        ExecutionStep.ClientRequestToken | a b
        ExecutionStep.Pipeline | a b | local
        ExecutionStep.RetryFailed | -1
        FollowingStep.LastLines | -1
        FollowingStep.Retries | -1
        NamedValue.Name | a=b
        OverridableStepDescriptor.BuildspecFile | ../buildspec.yml |
        OverridableStepDescriptor.Certificate | ca.pem
        OverridableStepDescriptor.ComputeType | BUILD_GENERAL1_TINY |
        OverridableStepDescriptor.EncryptionKey | artifacts
        OverridableStepDescriptor.EnvironmentType | UNIX_CONTAINER
        OverridableStepDescriptor.Image | aws/codebuild/standard:7.0 | ARM_CONTAINER
        OverridableStepDescriptor.ImagePullCredentials | CODEBUILD | | registry
        OverridableStepDescriptor.Project | a b | local
        OverridableStepDescriptor.QueuedTimeoutMinutes | 0
        OverridableStepDescriptor.RegistryCredential | a b
        OverridableStepDescriptor.ServiceRole | arn:aws:iam::1:role/site
        OverridableStepDescriptor.TimeoutMinutes | 0
        PipelineStepDescriptor.Pipeline | a b | local
        S3DeployStep.Distribution | local | site
        S3DeployStep.KmsKey | AES256 | alias/site
        S3DeployStep.WebsiteUrl | example.com
        S3LogsSetting.Location | | ENABLED
        S3LogsSetting.Status |
        S3ObjectRule.Match | ../*
        S3ObjectRule.Metadata | a
        S3ObjectRule.Redirect | docs/
        S3ObjectRule.Tags | a
        S3Step.Bucket | The_Bucket
        S3Step.BucketOwner | acme
        S3Step.Excludes | ../*
        S3Step.Includes | ../*
        S3Step.Prefix | ../site
        SecondaryArtifactsSetting.Identifier | a-b
        SecondarySourceSetting.Identifier |
        SourceRevision.Action |
        SourceRevision.Value |
        SourceSetting.AuthResource | | CODECONNECTIONS
        SourceSetting.AuthType | | arn:aws:secretsmanager:eu-west-1:123456789012:secret:token
        SourceSetting.CloneDepth | -1
        SourceSetting.Location | site | NO_SOURCE |
        SourceSetting.Type | GITHUP | |
        TaskDefinitionSetting.Base | a b | local
        TaskDefinitionSetting.Container | web |
        TaskDefinitionSetting.File | ../task.json |
        TaskDefinitionSetting.Image | a b
        TaskDefinitionSetting.Template | { | |
        WorkspaceSource.Bucket | The_Bucket | local
        WorkspaceSource.Excludes | ../*
        WorkspaceSource.Includes | ../*
        WorkspaceSource.Prefix | /bundles
        """;

    /** What needs more than words to be refused, and where it is. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "CodeCommitTrigger.Branches", "warns of branches that a repository has not: CodeCommitTriggerFormTest");

    private record Row(String check, boolean warns, String[] arguments) {

        static Row parse(String line) {
            String[] cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::trim).toArray(String[]::new);
            String check = cells[0].replace("~", "");
            return new Row(check, line.startsWith("~"), Arrays.copyOfRange(cells, 1, cells.length));
        }

        FormValidation.Kind kind() {
            return warns ? FormValidation.Kind.WARNING : FormValidation.Kind.ERROR;
        }
    }

    private record Check(Descriptor<?> form, Method method) {

        String name() {
            Class<?> owner = method.getDeclaringClass();
            Class<?> named = owner.getEnclosingClass() == null ? owner : owner.getEnclosingClass();
            return named.getSimpleName() + "." + method.getName().substring(CHECK.length());
        }

        FormValidation ask(Item item, String[] words) throws ReflectiveOperationException {
            Class<?>[] types = method.getParameterTypes();
            Object[] arguments = new Object[types.length];
            int next = 0;
            for (int at = 0; at < types.length; at++) {
                if (types[at] == Item.class) {
                    arguments[at] = item;
                } else {
                    arguments[at] = types[at] == boolean.class ? Boolean.valueOf(words[next]) : text(words[next]);
                    next++;
                }
            }
            assertThat(words).as(name()).hasSize(next);
            return (FormValidation) method.invoke(form, arguments);
        }

        private static String text(String word) {
            int times = word.indexOf('^');
            return times < 0 ? word : word.substring(0, times).repeat(Integer.parseInt(word.substring(times + 1)));
        }
    }

    private static SortedMap<String, Row> rows() {
        return REFUSED.lines()
                .map(Row::parse)
                .collect(Collectors.toMap(Row::check, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    private static Iterable<Check> checks() {
        return jenkins.jenkins.getExtensionList(Descriptor.class).stream()
                .filter(form -> form.getClass().getName().startsWith(OURS))
                .flatMap(form -> Arrays.stream(form.getClass().getMethods())
                        .filter(method -> method.getName().startsWith(CHECK))
                        .filter(method -> method.getDeclaringClass().getName().startsWith(OURS))
                        .map(method -> new Check(form, method)))
                .toList();
    }

    @Test
    void everyCheckRefusesTheWrongValueThatIsListedForIt() throws Exception {
        SortedMap<String, Row> rows = rows();
        SortedMap<String, Row> unused = new TreeMap<>(rows);
        SoftAssertions all = new SoftAssertions();
        for (Check check : checks()) {
            unused.remove(check.name());
            if (ELSEWHERE.containsKey(check.name())) {
                continue;
            }
            Row row = rows.get(check.name());
            all.assertThat(row).as("a wrong value for " + check.name()).isNotNull();
            if (row != null) {
                FormValidation answer = check.ask(null, row.arguments());
                all.assertThat(answer.kind)
                        .as(check.form().getClass().getName() + ", " + row.check())
                        .isEqualTo(row.kind());
                all.assertThat(answer.getMessage()).as(row.check()).isNotBlank();
            }
        }
        all.assertThat(unused).as("listed, but no form has it").isEmpty();
        all.assertAll();
    }

    /** A check that forgets to ask who asks would tell it here. */
    @Test
    void whoMayNotConfigureIsNotToldWhatIsWrongWithAValue() throws Exception {
        SortedMap<String, Row> rows = rows();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.EXTENDED_READ, Item.BUILD)
                .everywhere()
                .to("reader"));
        SoftAssertions all = new SoftAssertions();
        try (ACLContext reader = ACL.as2(User.getById("reader", true).impersonate2())) {
            for (Check check : checks()) {
                Row row = rows.get(check.name());
                for (Item item : row == null ? List.<Item>of() : Arrays.asList(job, null)) {
                    all.assertThat(told(check, item, row)).as(check.name()).isEmpty();
                }
            }
        } finally {
            jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
            jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        }
        all.assertAll();
    }

    private static String told(Check check, Item item, Row row) throws ReflectiveOperationException {
        try {
            FormValidation answer = check.ask(item, row.arguments());
            return answer.kind == FormValidation.Kind.OK && answer.getMessage() == null ? "" : answer.toString();
        } catch (InvocationTargetException refused) {
            return refused.getCause() instanceof AccessDeniedException3 ? "" : String.valueOf(refused.getCause());
        }
    }
}

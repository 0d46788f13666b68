package io.jenkins.plugins.awsdevtools.engine.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

class TaskDefinitionTemplateTest {

    private static final String TEMPLATE = """
        {"taskDefinition": {"family": "web", "revision": 3, "taskDefinitionArn": "arn:x", "status": "ACTIVE",
         "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
         "volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "transitEncryption": "ENABLED"}}],
         "containerDefinitions": [{"name": "app", "image": "web:1", "essential": true,
           "portMappings": [{"containerPort": 80, "protocol": "tcp"}], "dockerLabels": {"a": "b"},
           "healthCheck": {"command": ["CMD", "true"], "interval": 5}}]}}
        """;

    private static RegisterTaskDefinitionRequest parse(String json) {
        return TaskDefinitionTemplate.parse("taskDefinitionTemplate", json);
    }

    @Test
    void whatTheCliDescribesCanBeRegisteredAgain() {
        RegisterTaskDefinitionRequest request = parse(TEMPLATE);
        assertThat(request.family()).isEqualTo("web");
        assertThat(request.requiresCompatibilitiesAsStrings()).containsExactly("FARGATE");
        assertThat(request.volumes().get(0).efsVolumeConfiguration().transitEncryptionAsString())
                .isEqualTo("ENABLED");
        ContainerDefinition container = request.containerDefinitions().get(0);
        assertThat(container.portMappings().get(0).containerPort()).isEqualTo(80);
        assertThat(container.dockerLabels()).containsEntry("a", "b");
        assertThat(container.healthCheck().command()).containsExactly("CMD", "true");
    }

    @Test
    void aWrongTemplateIsRefusedWithThePlace() {
        assertThatThrownBy(() -> parse("{\"family\": "))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("line");
        assertThatThrownBy(() -> parse("[]")).hasMessageContaining("JSON object");
        assertThatThrownBy(() -> parse("{}")).hasMessageContaining("no family");
        assertThatThrownBy(() -> parse("{\"family\": \"web\", \"containerDefinition\": []}"))
                .hasMessageContaining("/containerDefinition")
                .hasMessageContaining("Did you mean containerDefinitions");
        assertThatThrownBy(() -> parse("{\"family\": \"web\", \"containerDefinitions\": [{\"memory\": \"many\"}]}"))
                .hasMessageContaining("/containerDefinitions/0/memory");
    }

    @Test
    void aRevisionIsCopiedWithAllThatEcsTakesAndWithoutAwssOwnTags() {
        TaskDefinition definition = TaskDefinition.builder()
                .taskDefinitionArn("arn")
                .revision(7)
                .family("web")
                .taskRoleArn("role")
                .containerDefinitions(
                        c -> c.name("app").image("web:1").linuxParameters(l -> l.initProcessEnabled(true)))
                .build();
        RegisterTaskDefinitionRequest copy = TaskDefinitionTemplate.of(
                definition,
                List.of(
                        Tag.builder().key("team").value("a").build(),
                        Tag.builder()
                                .key("aws:cloudformation:stack-id")
                                .value("x")
                                .build()));
        assertThat(copy.family()).isEqualTo("web");
        assertThat(copy.taskRoleArn()).isEqualTo("role");
        assertThat(copy.containerDefinitions().get(0).linuxParameters().initProcessEnabled())
                .isTrue();
        assertThat(copy.tags()).extracting(Tag::key).containsExactly("team");
    }

    @Test
    void aVariableIsAValueOrASecretAndNeverBoth() {
        RegisterTaskDefinitionRequest base = RegisterTaskDefinitionRequest.builder()
                .family("web")
                .containerDefinitions(c -> c.name("app")
                        .environment(
                                KeyValuePair.builder().name("A").value("1").build(),
                                KeyValuePair.builder().name("B").value("2").build())
                        .secrets(Secret.builder().name("C").valueFrom("/c").build()))
                .build();
        ContainerChange change = new ContainerChange(null, null, Map.of("C", "3"), Map.of("A", "/a"), null, null, null);
        ContainerDefinition changed = new TaskDefinitionChange(List.of(change), null, null)
                .apply(base, "marker")
                .containerDefinitions()
                .get(0);
        assertThat(changed.environment()).extracting(KeyValuePair::name).containsExactly("B", "C");
        assertThat(changed.secrets()).extracting(Secret::name).containsExactly("A");
        assertThat(changed.dockerLabels()).containsEntry(TaskDefinitionChange.MARKER_LABEL, "marker");
    }
}

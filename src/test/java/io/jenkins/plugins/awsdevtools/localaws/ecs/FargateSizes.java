package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The sizes that Fargate takes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size">Task
 *     CPU and memory</a>
 */
final class FargateSizes {

    private FargateSizes() {}

    static void check(JsonNode definition) {
        if (!definition.path("networkMode").asText("").equals("awsvpc")) {
            throw EcsErrors.client("Fargate only supports network mode ‘awsvpc’.");
        }
        if (definition.path("cpu").asText("").isEmpty()) {
            throw EcsErrors.client("Fargate requires that 'cpu' be defined at the task level.");
        }
        if (definition.path("memory").asText("").isEmpty()) {
            throw EcsErrors.client("Fargate requires that 'memory' be defined at the task level.");
        }
        int cpu = number(definition, "cpu");
        int memory = number(definition, "memory");
        if (!exists(cpu, memory)) {
            throw EcsErrors.client("No Fargate configuration exists for given values: " + cpu + " CPU, " + memory
                    + " memory. See the Amazon ECS documentation for the valid values.");
        }
        for (JsonNode container : definition.path("containerDefinitions")) {
            if (container.path("logConfiguration").path("logDriver").asText("").equals("awslogs")
                    && definition.path("executionRoleArn").asText("").isEmpty()) {
                throw EcsErrors.client(
                        "Fargate requires task definition to have execution role ARN to support log driver awslogs.");
            }
            if (container.path("image").asText("").contains(".dkr.ecr.")
                    && definition.path("executionRoleArn").asText("").isEmpty()) {
                throw EcsErrors.client(
                        "Fargate requires task definition to have execution role ARN to support ECR images.");
            }
        }
    }

    private static int number(JsonNode definition, String field) {
        try {
            return Integer.parseInt(definition.path(field).asText());
        } catch (NumberFormatException notANumber) {
            throw EcsErrors.client(
                    "Invalid '" + field + "' setting for task. For more information, see the Troubleshooting"
                            + " section of the Amazon ECS Developer Guide.");
        }
    }

    private static boolean exists(int cpu, int memory) {
        return switch (cpu) {
            case 256 -> memory == 512 || memory == 1024 || memory == 2048;
            case 512 -> between(memory, 1024, 4096, 1024);
            case 1024 -> between(memory, 2048, 8192, 1024);
            case 2048 -> between(memory, 4096, 16384, 1024);
            case 4096 -> between(memory, 8192, 30720, 1024);
            case 8192 -> between(memory, 16384, 61440, 4096);
            case 16384 -> between(memory, 32768, 122880, 8192);
            default -> false;
        };
    }

    private static boolean between(int memory, int least, int most, int step) {
        return memory >= least && memory <= most && memory % step == 0;
    }
}

package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Some of the images that CodeBuild keeps.
 *
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html">Docker images
 *     provided by CodeBuild</a>
 */
final class CuratedImages {

    private CuratedImages() {}

    static ObjectNode json() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode platforms = answer.putArray("platforms");
        platform(platforms, "UBUNTU", "aws/codebuild/standard:7.0");
        platform(
                platforms,
                "AMAZON_LINUX_2",
                "aws/codebuild/amazonlinux-x86_64-standard:5.0",
                "aws/codebuild/amazonlinux-aarch64-standard:3.0");
        platform(platforms, "WINDOWS_SERVER", "aws/codebuild/windows-base:2022-1.0");
        return answer;
    }

    private static void platform(ArrayNode platforms, String name, String... images) {
        ObjectNode language = platforms
                .addObject()
                .put("platform", name)
                .putArray("languages")
                .addObject()
                .put("language", "STANDARD");
        ArrayNode all = language.putArray("images");
        for (String image : images) {
            all.addObject()
                    .put("name", image)
                    .put("description", image)
                    .putArray("versions")
                    .add(image + "-1");
        }
    }
}

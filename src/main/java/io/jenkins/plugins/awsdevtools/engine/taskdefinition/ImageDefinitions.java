package io.jenkins.plugins.awsdevtools.engine.taskdefinition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * The images of containers as a build writes them down for CodePipeline's action "Amazon ECS", mostly in
 * {@code imagedefinitions.json}: a list of objects with {@code name} and {@code imageUri}. See "Image definitions file
 * reference" in the CodePipeline User Guide.
 */
public final class ImageDefinitions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ImageDefinitions() {}

    /**
     * Which container gets which image.
     *
     * @param field whose value is in error if the text is
     * @throws ParameterException if it is not such a list, or names no image that ECS would take
     */
    public static List<ContainerChange> parse(String field, String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new ParameterException(
                    field,
                    "",
                    Texts.of(
                            "taskdefinition.template.json",
                            broken.getLocation() == null
                                    ? 0
                                    : broken.getLocation().getLineNr(),
                            broken.getOriginalMessage()));
        }
        List<ContainerChange> images = new ArrayList<>();
        for (JsonNode image : root) {
            String name = image.path("name").asText();
            String uri = image.path("imageUri").asText();
            if (name.isBlank() || uri.isBlank()) {
                throw new ParameterException(field, "", Texts.of("taskdefinition.images.entry", images.size() + 1));
            }
            images.add(ContainerChange.ofImage(name, uri));
        }
        if (!root.isArray() || images.isEmpty()) {
            throw new ParameterException(field, "", Texts.of("taskdefinition.images.list"));
        }
        return List.copyOf(images);
    }
}

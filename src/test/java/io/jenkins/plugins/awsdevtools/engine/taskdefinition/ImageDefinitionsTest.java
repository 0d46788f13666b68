package io.jenkins.plugins.awsdevtools.engine.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDefinitionsTest {

    @Test
    void eachContainerGetsItsImage() {
        assertThat(ImageDefinitions.parse(
                        "imageDefinitions",
                        "[{\"name\": \"web\", \"imageUri\": \"registry/web:7\"},"
                                + " {\"name\": \"log\", \"imageUri\": \"registry/log:2\"}]"))
                .containsExactly(
                        ContainerChange.ofImage("web", "registry/web:7"),
                        ContainerChange.ofImage("log", "registry/log:2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        []                                              | Give a list
        {"name": "web"}                                 | no name or no imageUri
        "web"                                           | Give a list
        [{"name": "web"}]                               | Entry 1
        [{"name": "a", "imageUri": "b"}, {"name": ""}]  | Entry 2
        [{"name": "web", "imageUri": "two words"}]      | image
        [{"name":                                       | not JSON, at line 1
        """)
    void whatIsNoSuchListIsRefused(String text, String said) {
        assertThatThrownBy(() -> ImageDefinitions.parse("imageDefinitions", text))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(said);
    }
}

package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** The parameters of calls, checked as CodePipeline checks them. */
final class Requests {
    private static final int LARGEST_PAGE = 100;

    private Requests() {}

    static String required(JsonNode in, String field) {
        String value = in.path(field).asText("");
        if (value.isEmpty()) {
            throw PipelineErrors.validation("1 validation error detected: Value null at '" + field
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    /** A page of a list; the token of the next, if there is one, tells where it begins. */
    static <T> ObjectNode page(JsonNode in, List<T> all, String field, Function<T, ? extends JsonNode> shown) {
        int most = in.path("maxResults").asInt(LARGEST_PAGE);
        if (most < 1) {
            throw PipelineErrors.validation("maxResults must be at least 1");
        }
        int from = position(in.path("nextToken").asText(""), field);
        int to = Math.min(all.size(), from + Math.min(most, LARGEST_PAGE));
        ObjectNode answer = Answers.object();
        var page = answer.putArray(field);
        all.subList(Math.min(from, to), to).forEach(item -> page.add(shown.apply(item)));
        if (to < all.size()) {
            answer.put(
                    "nextToken",
                    Base64.getUrlEncoder().encodeToString((field + ":" + to).getBytes(StandardCharsets.UTF_8)));
        }
        return answer;
    }

    private static int position(String token, String field) {
        if (token.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(field + ":")) {
                return Integer.parseInt(text.substring(field.length() + 1));
            }
        } catch (IllegalArgumentException notOurs) {
            throw PipelineErrors.of("InvalidNextToken", "The next token is not valid: " + notOurs.getMessage());
        }
        throw PipelineErrors.of("InvalidNextToken", "The next token is not valid");
    }
}

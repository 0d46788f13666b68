package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The pages of a list: a token is opaque and belongs to its list. */
final class Paging {
    private static final int WRONG = -1;

    private Paging() {}

    /**
     * A page of a list; the answer gets a token when there is more.
     *
     * @param list names the list, so that a token of another is refused
     * @param token the caller's token, empty for the first page
     * @param tokenField the answer's field for the next token
     */
    static <T> List<T> page(List<T> all, String list, String token, int size, ObjectNode answer, String tokenField) {
        int from = token.isEmpty() ? 0 : position(list, token);
        if (from == WRONG || from > all.size()) {
            throw CodeCommitErrors.of("InvalidContinuationToken", "The continuation token is not valid");
        }
        int to = Math.min(all.size(), from + size);
        if (to < all.size()) {
            String next = list + ":" + to;
            answer.put(
                    tokenField,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes(StandardCharsets.UTF_8)));
        }
        return all.subList(from, to);
    }

    private static int position(String list, String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return text.startsWith(list + ":") ? Integer.parseInt(text.substring(list.length() + 1)) : WRONG;
        } catch (IllegalArgumentException notOurs) {
            return WRONG;
        }
    }
}

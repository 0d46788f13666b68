package io.jenkins.plugins.awsdevtools.engine.logs;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far a remote log was printed. Whatever the sink holds beyond {@code linesBefore + ownLines} was printed of the
 * page that {@code token} reads, after the {@code pageLines} that were printed of it earlier.
 *
 * @param token reads the page that is printed next or was being printed; null at the beginning of the log. Kept because
 *     only AWS can say where a page begins.
 * @param linesBefore how many lines the sink held when this was saved. Kept because, after a crash, the lines beyond it
 *     tell how much of the page was printed.
 * @param ownLines how many lines of our own are printed next, before any of the page; kept so that they are not taken
 *     for the page's
 * @param pageLines how many lines of the page the sink held when this was saved; kept for an own line said in the middle
 *     of a page
 */
public record LogPosition(
        @JsonProperty("token") String token,
        @JsonProperty("linesBefore") long linesBefore,
        @JsonProperty("ownLines") int ownLines,
        @JsonProperty("pageLines") long pageLines) {}

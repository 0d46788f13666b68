package io.jenkins.plugins.awsdevtools.engine.logs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * From the messages of a remote log to lines that are safe to print.
 *
 * <p>ANSI colours pass. What passes not are Jenkins's console notes: a note is a serialized object that Jenkins reads
 * back from its own log, and whoever writes the remote log must not be able to forge one.
 */
public final class LogText {

    /** How a console note begins and ends ({@code hudson.console.ConsoleNote#PREAMBLE_STR}, POSTAMBLE_STR). */
    private static final String NOTE_START = "\u001B[8mha:";

    private static final String NOTE_END = "\u001B[0m";

    /**
     * A message this long, in bytes, without a line end is the piece of a line that was cut to fit an event. The
     * smallest limit there has been is 256 KiB an event, 26 bytes of it overhead ("CloudWatch Logs quotas": event size),
     * and a cut never splits a character.
     */
    static final int CUT_LINE = 256 * 1024 - 26 - 3;

    private static final int MOST_BYTES_A_CHAR = 3;

    private LogText() {}

    /**
     * The lines of a page. Pure: the same messages give the same lines, which is what lets an interrupted page be
     * resumed by count.
     */
    public static List<String> lines(List<String> messages) {
        List<String> lines = new ArrayList<>(messages.size());
        StringBuilder cut = new StringBuilder();
        for (String message : messages) {
            if (isCut(message)) {
                cut.append(message);
                continue;
            }
            String text = cut.isEmpty() ? message : cut.append(message).toString();
            cut.setLength(0);
            split(text, lines);
        }
        if (!cut.isEmpty()) {
            split(cut.toString(), lines);
        }
        return lines;
    }

    /** Whether the last line of a page goes on in the next one; never so once the page is longer than given. */
    static boolean endsWithinLine(List<String> messages, int longest) {
        return !messages.isEmpty()
                && isCut(messages.get(messages.size() - 1))
                && messages.stream().mapToLong(String::length).sum() < longest;
    }

    private static boolean isCut(String message) {
        return message.length() >= CUT_LINE / MOST_BYTES_A_CHAR
                && !message.endsWith("\n")
                && message.getBytes(StandardCharsets.UTF_8).length >= CUT_LINE;
    }

    private static void split(String text, List<String> lines) {
        int end = text.length();
        if (text.endsWith("\n")) {
            end--;
        }
        int from = 0;
        while (true) {
            int newline = text.indexOf('\n', from);
            if (newline < 0 || newline >= end) {
                lines.add(clean(text.substring(from, end)));
                return;
            }
            lines.add(clean(text.substring(from, newline)));
            from = newline + 1;
        }
    }

    /** Without console notes and without the carriage return of a Windows line end. */
    public static String clean(String line) {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        int start = text.indexOf(NOTE_START);
        return start < 0 ? text : withoutNotes(text, start);
    }

    /** As {@link #clean}, of a text of several lines, so that no line can hide others. */
    public static String cleanText(String text) {
        return text.lines().map(LogText::clean).collect(Collectors.joining("\n"));
    }

    /**
     * What is left and right of a note may make up another one, so that each beginning is looked for in what is left. Takes
     * time in proportion to the length: whoever writes the remote log chooses the line.
     */
    private static String withoutNotes(String text, int start) {
        StringBuilder left = new StringBuilder(text.length()).append(text, 0, start);
        boolean mayEnd = true;
        int at = start;
        while (at < text.length()) {
            char next = text.charAt(at++);
            left.append(next);
            if (next == NOTE_START.charAt(NOTE_START.length() - 1) && endsWithStart(left)) {
                left.setLength(left.length() - NOTE_START.length());
                int end = mayEnd ? text.indexOf(NOTE_END, at) : -1;
                mayEnd = end >= 0;
                at = mayEnd ? end + NOTE_END.length() : at;
            }
        }
        return left.toString();
    }

    private static boolean endsWithStart(StringBuilder text) {
        int from = text.length() - NOTE_START.length();
        return from >= 0 && text.indexOf(NOTE_START, from) == from;
    }
}

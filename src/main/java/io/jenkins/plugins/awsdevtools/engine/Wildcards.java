package io.jenkins.plugins.awsdevtools.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A text in which some characters stand for others. Matching takes time in proportion to the length of the pattern times
 * that of the text, whatever both are: either may be chosen to keep a thread busy. Immutable.
 */
public final class Wildcards {

    private enum Kind {
        /** One certain character. */
        CHARACTER,
        /** Any one character. */
        ANY,
        /** Any number of characters. */
        SOME,
        /** Any one character but a slash. */
        ANY_OF_A_NAME,
        /** Any number of characters but slashes. */
        SOME_OF_A_NAME,
        /** Nothing, or any characters up to a slash. Takes two states, the second one behind the first character. */
        FOLDERS,
        IN_FOLDERS
    }

    private record Token(Kind kind, int character) {

        static Token of(Kind kind) {
            return new Token(kind, 0);
        }
    }

    private final List<Token> tokens;
    private final boolean caseMatters;

    private Wildcards(List<Token> tokens, boolean caseMatters) {
        this.tokens = List.copyOf(tokens);
        this.caseMatters = caseMatters;
    }

    /** {@code *} stands for any characters and {@code ?} for one. */
    public static Wildcards ofName(String pattern) {
        List<Token> tokens = new ArrayList<>();
        pattern.codePoints()
                .forEach(character -> tokens.add(
                        switch (character) {
                            case '*' -> Token.of(Kind.SOME);
                            case '?' -> Token.of(Kind.ANY);
                            default -> new Token(Kind.CHARACTER, character);
                        }));
        return new Wildcards(tokens, true);
    }

    /**
     * {@code *} and {@code ?} stand for anything but a slash, {@code **} for anything, and {@code **}{@code /} for nothing
     * too.
     */
    public static Wildcards ofPath(String pattern, boolean caseMatters) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            int character = pattern.codePointAt(at);
            if (pattern.startsWith("**/", at)) {
                tokens.add(Token.of(Kind.FOLDERS));
                tokens.add(Token.of(Kind.IN_FOLDERS));
                at += "**/".length();
            } else if (pattern.startsWith("**", at)) {
                tokens.add(Token.of(Kind.SOME));
                at += "**".length();
            } else {
                tokens.add(
                        switch (character) {
                            case '*' -> Token.of(Kind.SOME_OF_A_NAME);
                            case '?' -> Token.of(Kind.ANY_OF_A_NAME);
                            default -> new Token(Kind.CHARACTER, character);
                        });
                at += Character.charCount(character);
            }
        }
        return new Wildcards(tokens, caseMatters);
    }

    /** Whether the whole text is one that the pattern stands for. */
    public boolean matches(String text) {
        BitSet now = new BitSet(tokens.size() + 1);
        BitSet next = new BitSet(tokens.size() + 1);
        enter(now, 0);
        int at = 0;
        while (at < text.length() && !now.isEmpty()) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            next.clear();
            for (int state = now.nextSetBit(0); state >= 0; state = now.nextSetBit(state + 1)) {
                if (state < tokens.size()) {
                    step(state, character, next);
                }
            }
            BitSet swapped = now;
            now = next;
            next = swapped;
        }
        return now.get(tokens.size());
    }

    /** Enters a state, and those behind it that it takes nothing to reach. */
    private void enter(BitSet states, int first) {
        int state = first;
        while (!states.get(state)) {
            states.set(state);
            Kind kind = state < tokens.size() ? tokens.get(state).kind() : Kind.ANY;
            if (kind == Kind.SOME || kind == Kind.SOME_OF_A_NAME) {
                state++;
            } else if (kind == Kind.FOLDERS) {
                state += 2;
            }
        }
    }

    private void step(int state, int character, BitSet next) {
        Token token = tokens.get(state);
        boolean slash = character == '/';
        switch (token.kind()) {
            case CHARACTER -> enterIf(isSame(token.character(), character), next, state + 1);
            case ANY -> enter(next, state + 1);
            case SOME -> enter(next, state);
            case ANY_OF_A_NAME -> enterIf(!slash, next, state + 1);
            case SOME_OF_A_NAME -> enterIf(!slash, next, state);
            case FOLDERS -> {
                enter(next, state + 1);
                enterIf(slash, next, state + 2);
            }
            case IN_FOLDERS -> {
                enter(next, state);
                enterIf(slash, next, state + 1);
            }
        }
    }

    private void enterIf(boolean condition, BitSet next, int state) {
        if (condition) {
            enter(next, state);
        }
    }

    private boolean isSame(int one, int other) {
        return one == other || !caseMatters && Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}

package io.jenkins.plugins.awsdevtools.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

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
        /** One character of a set, but no slash. */
        ONE_OF,
        /** Any number of characters but slashes. */
        SOME_OF_A_NAME,
        /** Nothing, or any characters up to a slash. Takes two states, the second one behind the first character. */
        FOLDERS,
        IN_FOLDERS
    }

    private record Token(Kind kind, int character, IntPredicate set) {}

    /** Puts a pattern together, from its beginning to its end. Used by one thread. */
    public static final class Builder {

        private final List<Token> tokens = new ArrayList<>();

        private Builder add(Kind kind) {
            tokens.add(new Token(kind, 0, null));
            return this;
        }

        /** This one character. */
        public Builder character(int character) {
            tokens.add(new Token(Kind.CHARACTER, character, null));
            return this;
        }

        /** Any one character. */
        public Builder any() {
            return add(Kind.ANY);
        }

        /** Any number of characters. */
        public Builder some() {
            return add(Kind.SOME);
        }

        /** Any one character but a slash. */
        public Builder anyOfAName() {
            return add(Kind.ANY_OF_A_NAME);
        }

        /** One character of a set, but no slash. */
        public Builder oneOf(IntPredicate set) {
            tokens.add(new Token(Kind.ONE_OF, 0, set));
            return this;
        }

        /** Any number of characters but slashes. */
        public Builder someOfAName() {
            return add(Kind.SOME_OF_A_NAME);
        }

        /** Nothing, or any characters up to a slash and the slash. */
        public Builder folders() {
            return add(Kind.FOLDERS).add(Kind.IN_FOLDERS);
        }

        /** @param caseMatters whether a small letter is another than the capital one */
        public Wildcards build(boolean caseMatters) {
            return new Wildcards(tokens, caseMatters);
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
        Builder builder = new Builder();
        pattern.codePoints().forEach(character -> {
            switch (character) {
                case '*' -> builder.some();
                case '?' -> builder.any();
                default -> builder.character(character);
            }
        });
        return builder.build(true);
    }

    /**
     * {@code *} and {@code ?} stand for anything but a slash, {@code **} for anything, and {@code **}{@code /} for nothing
     * too.
     */
    public static Wildcards ofPath(String pattern, boolean caseMatters) {
        Builder builder = new Builder();
        int at = 0;
        while (at < pattern.length()) {
            int character = pattern.codePointAt(at);
            if (pattern.startsWith("**/", at)) {
                builder.folders();
                at += "**/".length();
            } else if (pattern.startsWith("**", at)) {
                builder.some();
                at += "**".length();
            } else {
                switch (character) {
                    case '*' -> builder.someOfAName();
                    case '?' -> builder.anyOfAName();
                    default -> builder.character(character);
                }
                at += Character.charCount(character);
            }
        }
        return builder.build(caseMatters);
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
            case ONE_OF -> enterIf(!slash && token.set().test(character), next, state + 1);
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

package io.jenkins.plugins.awsdevtools.engine;

/** A parameter that is refused before AWS is called. The message names the field and its value. */
public final class ParameterException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_VALUE = 120;

    private final String field;
    private final String reason;

    /**
     * @param field as the user knows it, for example {@code timeoutMinutes}
     * @param value what was given; null is shown as empty
     * @param reason what is wrong with it and what would be right, a sentence
     */
    public ParameterException(String field, Object value, String reason) {
        super(field + " '" + shown(value) + "': " + reason);
        this.field = field;
        this.reason = reason;
    }

    public String field() {
        return field;
    }

    /** The sentence alone, for a message beside the field. */
    public String reason() {
        return reason;
    }

    private static String shown(Object value) {
        String text = value == null ? "" : value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }
}

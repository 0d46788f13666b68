package io.jenkins.plugins.awsdevtools.localaws.codecommit;

/**
 * A branch or tag that came, moved or went.
 *
 * @param fullName such as {@code refs/heads/main}
 * @param before the commit before, empty when it was created
 * @param after the commit now, empty when it was deleted
 */
record ReferenceChange(String fullName, String before, String after) {
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /** The event's name for it. */
    String event() {
        if (before.isEmpty()) {
            return "referenceCreated";
        }
        return after.isEmpty() ? "referenceDeleted" : "referenceUpdated";
    }

    String type() {
        return fullName.startsWith(TAGS) ? "tag" : "branch";
    }

    String name() {
        return fullName.startsWith(TAGS) || fullName.startsWith(HEADS)
                ? fullName.substring(type().equals("tag") ? TAGS.length() : HEADS.length())
                : fullName;
    }
}

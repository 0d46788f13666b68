package io.jenkins.plugins.awsdevtools.engine.codedeploy;

/** What finds a deployment again: CreateDeployment takes no token, so it stands at the end of the description. */
final class Marker {

    private Marker() {}

    static String in(String description, String marker) {
        String end = "[jenkins:" + marker + "]";
        return description.isEmpty() ? end : description + " " + end;
    }

    static boolean isIn(String description, String marker) {
        return description != null && description.endsWith(in("", marker));
    }
}

package io.jenkins.plugins.awsdevtools.localaws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Reads a page from two sites, shows both, and exits with whether they are the same. */
public final class DemoSites {

    private static final int OK = 200;

    private DemoSites() {}

    /** @param arguments two addresses and a page below them */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String first = read(arguments[0], arguments[2]);
        String second = read(arguments[1], arguments[2]);
        System.exit(first.equals(second) ? 0 : 1);
    }

    private static String read(String site, String page) throws IOException, InterruptedException {
        URI address = URI.create(site).resolve(page);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException(address + ": HTTP " + answer.statusCode());
        }
        System.out.println(address + "\n  " + answer.body().strip());
        return answer.body();
    }
}

package io.jenkins.plugins.awsdevtools.page;

import hudson.model.Run;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Tells a person on a page of the build why what they asked for was not done. */
public final class Refusal implements HttpResponse {

    private final Run<?, ?> run;
    private final int status;
    private final String reason;
    private final String back;

    /**
     * @param status of HTTP
     * @param reason may hold line ends
     * @param back the page to go on at, below the build
     */
    public Refusal(Run<?, ?> run, int status, String reason, String back) {
        this.run = run;
        this.status = status;
        this.reason = reason;
        this.back = back;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    public String getReason() {
        return reason;
    }

    /** From Jenkins' root. */
    public String getBack() {
        return run.getUrl() + back;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        response.setStatus(status);
        request.getView(this, "index.jelly").forward(request, response);
    }
}

package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import java.util.List;

/**
 * A pipeline as a Jenkinsfile.
 *
 * @param text of the file
 * @param kept what stays in CodePipeline, each with its reason
 * @param notes what is otherwise than in CodePipeline and may matter
 */
public record ExportedJenkinsfile(String text, List<String> kept, List<String> notes) {

    public ExportedJenkinsfile {
        kept = List.copyOf(kept);
        notes = List.copyOf(notes);
    }
}

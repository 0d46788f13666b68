package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SourceOverride;
import java.io.Serializable;

/** Where the source of a build comes from, instead of where the project has it from. */
public abstract class BuildSource extends AbstractDescribableImpl<BuildSource> implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * What CodeBuild is told before anything was sent anywhere.
     *
     * @throws ParameterException naming field and value
     */
    abstract SourceOverride toOverride();
}

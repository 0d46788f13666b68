package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import jenkins.scm.api.SCMSource;
import jenkins.scm.api.trait.SCMSourceContext;
import jenkins.scm.api.trait.SCMSourceTraitDescriptor;

/** The form of a trait that only sources of CodeCommit have. */
abstract class CodeCommitTraitDescriptor extends SCMSourceTraitDescriptor {

    @Override
    public final Class<? extends SCMSourceContext> getContextClass() {
        return CodeCommitSCMSourceContext.class;
    }

    @Override
    public final Class<? extends SCMSource> getSourceClass() {
        return CodeCommitSCMSource.class;
    }
}

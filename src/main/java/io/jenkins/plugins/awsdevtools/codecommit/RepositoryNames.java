package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitApi;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushRequest;

/** The names of repositories, as forms offer and check them. */
public final class RepositoryNames {

    private static final int MOST = 5000;
    private static final AwsNames ALL = new AwsNames("codecommit:ListRepositories", MOST, access -> new CodeCommitApi(
                    AwsRuntime.get().clients(), access)
            .repositories(MOST));

    private RepositoryNames() {}

    public static ComboBoxModel choices(Item item, String connection) {
        return ALL.choices(item, connection);
    }

    /** Whether there is such a repository; the closest names if not. For who may configure the item. */
    public static FormValidation check(Item item, String connection, String name) {
        FormValidation shape = FormChecks.check(() -> PushRequest.checkRepository(name));
        if (shape.kind != FormValidation.Kind.OK) {
            return shape;
        }
        FormValidation check = ALL.check(item, connection, name);
        return check.kind == FormValidation.Kind.OK
                ? check
                : FormValidation.warning(check.getMessage() + " " + Messages.RepositoryNames_otherAccount());
    }
}

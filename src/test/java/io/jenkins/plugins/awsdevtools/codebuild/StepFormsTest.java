package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import hudson.util.XStream2;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.WebConnectionWrapper;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every parameter of both steps through both forms, and what older configurations had. */
@WithJenkins
class StepFormsTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void noParameterIsMissingFromWhatIsTestedHere() {
        assertThat(defaults(described(Everything.build()), "codeBuild")).isEmpty();
        assertThat(defaults(described(Everything.batch()), "codeBuildBatch")).isEmpty();
    }

    @SuppressWarnings("unchecked") // the model of a class describes instances of it
    private static UninstantiatedDescribable described(Step step) {
        return DescribableModel.of((Class<Step>) step.getClass()).uninstantiate2(step);
    }

    /** The paths of parameters that have their defaults, also in what is nested. */
    private static List<String> defaults(UninstantiatedDescribable described, String path) {
        List<String> defaults = new ArrayList<>();
        DescribableModel<?> model = described.getModel();
        for (DescribableParameter parameter : model.getParameters()) {
            String own = path + "." + parameter.getName();
            Object value = described.getArguments().get(parameter.getName());
            if (value == null || List.of().equals(value)) {
                defaults.add(own);
            } else if (value instanceof UninstantiatedDescribable nested) {
                defaults.addAll(defaults(nested, own));
            } else if (value instanceof List<?> list) {
                list.stream()
                        .filter(UninstantiatedDescribable.class::isInstance)
                        .forEach(one -> defaults.addAll(defaults((UninstantiatedDescribable) one, own)));
            }
        }
        return defaults;
    }

    @Test
    void theFreestyleFormKeepsEveryParameterOfABuild() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new CodeBuildBuilder(Everything.build()));
        job = jenkins.configRoundtrip(job);
        CodeBuildStep kept = job.getBuildersList().get(CodeBuildBuilder.class).getStep();
        assertThat(described(kept).toMap())
                .isEqualTo(described(Everything.build()).toMap());
    }

    @Test
    void theFreestyleFormKeepsEveryParameterOfABatch() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new CodeBuildBatchBuilder(Everything.batch()));
        job = jenkins.configRoundtrip(job);
        CodeBuildBatchStep kept =
                job.getBuildersList().get(CodeBuildBatchBuilder.class).getStep();
        assertThat(described(kept).toMap())
                .isEqualTo(described(Everything.batch()).toMap());
    }

    @Test
    void theFormSaysHowOftenCodeBuildItselfMayTryAgain() {
        CodeBuildStep.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(CodeBuildStep.DescriptorImpl.class);
        assertThat(form.doCheckAutoRetryLimit(null, "11").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckAutoRetryLimit(null, "10").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckAutoRetryLimit(null, "").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void theFormsNameTheClosestOfTheTypesThatCodeBuildKnowsAndRefuseNoVariable() {
        for (OverridableStepDescriptor form : forms()) {
            FormValidation computeType = form.doCheckComputeType(null, "BUILD_GENERAL1_SMAL", "");
            assertThat(computeType.kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(computeType.getMessage()).contains("Did you mean BUILD_GENERAL1_SMALL?");
            FormValidation type = form.doCheckEnvironmentType(null, "linux_container");
            assertThat(type.kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(type.getMessage()).contains("Did you mean LINUX_CONTAINER?");
            assertThat(form.doCheckComputeType(null, "BUILD_LAMBDA_1GB", "LINUX_CONTAINER").kind)
                    .isEqualTo(FormValidation.Kind.ERROR);
            assertThat(List.of(
                            form.doCheckComputeType(null, "BUILD_LAMBDA_1GB", "LINUX_LAMBDA_CONTAINER"),
                            form.doCheckComputeType(null, "BUILD_LAMBDA_1GB", "${TYPE}"),
                            form.doCheckComputeType(null, "BUILD_GENERAL1_${SIZE}", "LINUX_CONTAINER"),
                            form.doCheckComputeType(null, " ", ""),
                            form.doCheckEnvironmentType(null, "ARM_CONTAINER"),
                            form.doCheckEnvironmentType(null, "${TYPE}"),
                            form.doCheckEnvironmentType(null, "")))
                    .allMatch(check -> check.kind == FormValidation.Kind.OK);
        }
    }

    @Test
    void theFormsTakeARoleAndAKeyInEveryFormThatCodeBuildTakes() {
        for (OverridableStepDescriptor form : forms()) {
            for (String wrong : List.of("arn:aws:iam::1:role/site", "arn:aws:iam::123456789012:user/site", "a role")) {
                assertThat(form.doCheckServiceRole(null, wrong).kind).as(wrong).isEqualTo(FormValidation.Kind.ERROR);
            }
            for (String good : List.of("arn:aws-cn:iam::123456789012:role/ci/site", "site", "site-${ENV}", "")) {
                assertThat(form.doCheckServiceRole(null, good).kind).as(good).isEqualTo(FormValidation.Kind.OK);
            }
            for (String wrong : List.of("artifacts", "alias/", "arn:aws:s3:::artifacts")) {
                assertThat(form.doCheckEncryptionKey(null, wrong).kind)
                        .as(wrong)
                        .isEqualTo(FormValidation.Kind.ERROR);
            }
            for (String good : List.of(
                    "alias/aws/s3",
                    "arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab",
                    "arn:aws:kms:eu-west-1:123456789012:alias/artifacts",
                    "${KEY}",
                    "")) {
                assertThat(form.doCheckEncryptionKey(null, good).kind).as(good).isEqualTo(FormValidation.Kind.OK);
            }
        }
    }

    private static List<OverridableStepDescriptor> forms() {
        return List.of(
                jenkins.jenkins.getDescriptorByType(CodeBuildStep.DescriptorImpl.class),
                jenkins.jenkins.getDescriptorByType(CodeBuildBatchStep.DescriptorImpl.class));
    }

    @Test
    void aFieldOfAnOptionalBlockIsCheckedWithTheConnectionOfItsOwnForm() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodeBuildStep step = new CodeBuildStep("site");
        step.setConnection("own");
        step.setWorkspaceSource(new WorkspaceSource("acme-bundles"));
        job.getBuildersList().add(new CodeBuildBuilder(step));
        List<String> checks = new CopyOnWriteArrayList<>();
        JenkinsRule.WebClient client = jenkins.createWebClient();
        new WebConnectionWrapper(client) {
            @Override
            public WebResponse getResponse(WebRequest request) throws IOException {
                if (request.getUrl().getPath().endsWith(".WorkspaceSource/checkBucket")) {
                    checks.add(request.getRequestBody());
                }
                return super.getResponse(request);
            }
        };
        client.getPage(job, "configure");
        await().atMost(1, TimeUnit.MINUTES).until(() -> !checks.isEmpty());
        assertThat(checks).containsOnly("value=acme-bundles&connection=own");
    }

    @Test
    void aFormThatIsLeftAloneKeepsTheProjectsOwn() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new CodeBuildBuilder(new CodeBuildStep("site")));
        job = jenkins.configRoundtrip(job);
        CodeBuildStep kept = job.getBuildersList().get(CodeBuildBuilder.class).getStep();
        assertThat(kept.request(null, List.of())).isEqualTo(BuildRequest.of("site"));
        assertThat(Snippetizer.object2Groovy(kept)).isEqualTo("codeBuild 'site'");
    }

    @Test
    void theSnippetGeneratorWritesEveryParameter() throws Exception {
        for (Step step : List.of(Everything.build(), Everything.batch())) {
            String snippet = Snippetizer.object2Groovy(step);
            names(described(step)).forEach(name -> assertThat(snippet).contains(name + ":"));
        }
    }

    private static List<String> names(UninstantiatedDescribable described) {
        List<String> names = new ArrayList<>();
        described.getArguments().forEach((name, value) -> {
            names.add(name);
            if (value instanceof UninstantiatedDescribable nested) {
                names.addAll(names(nested));
            }
        });
        return names;
    }

    @Test
    void anOlderConfigurationHasTrueForOnAndFalseForTheProjectsOwn() {
        XStream2 xml = new XStream2();
        CodeBuildStep old = (CodeBuildStep) xml.fromXML("<io.jenkins.plugins.awsdevtools.codebuild.CodeBuildStep>"
                + "<project>site</project><privileged>false</privileged>"
                + "<source class='io.jenkins.plugins.awsdevtools.codebuild.SourceLocation'><type>GITHUB</type>"
                + "<submodules>true</submodules><insecureSsl>false</insecureSsl></source>"
                + "</io.jenkins.plugins.awsdevtools.codebuild.CodeBuildStep>");
        assertThat(old.getPrivileged()).isNull();
        assertThat(old.getSource().getSubmodules()).isTrue();
        assertThat(old.getSource().getInsecureSsl()).isNull();
        CodeBuildStep off = (CodeBuildStep) xml.fromXML(xml.toXML(Everything.build()));
        assertThat(off.getPrivileged()).isFalse();
        assertThat(off.getSource().getInsecureSsl()).isFalse();
    }
}

package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import hudson.util.XStream2;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import java.util.ArrayList;
import java.util.List;
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

package io.jenkins.plugins.awsdevtools.s3;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every parameter of both steps and of a rule through the freestyle forms. */
@WithJenkins
class S3FormsTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    private static S3DeployStep deploy() {
        S3ObjectRule rule = new S3ObjectRule("*.html");
        rule.setContentType("text/html");
        rule.setCacheControl("no-cache");
        rule.setContentEncoding("gzip");
        rule.setContentDisposition("inline");
        rule.setStorageClass("STANDARD_IA");
        rule.setAcl("bucket-owner-full-control");
        rule.setRedirect("/docs/");
        rule.setMetadata("a=b");
        rule.setTags("c=d");
        S3DeployStep step = new S3DeployStep("the-bucket");
        place(step);
        step.setFrom("f");
        step.setDelete(true);
        step.setDryRun(true);
        step.setByTime(true);
        step.setEncryption("aws:kms");
        step.setKmsKey("alias/site");
        step.setBucketKey(true);
        step.setWebsite(true);
        step.setWebsiteUrl("https://www.acme.org/");
        step.setDistribution("E2QWRUHAPOMQZL");
        step.setWaitForInvalidation(true);
        step.setRules(List.of(rule));
        return step;
    }

    private static S3FetchStep fetch() {
        S3FetchStep step = new S3FetchStep("the-bucket");
        place(step);
        step.setTo("t");
        return step;
    }

    private static void place(S3Step step) {
        step.setConnection("local");
        step.setPrefix("p");
        step.setIncludes("**/*.html");
        step.setExcludes("x/**");
        step.setAllowEmpty(true);
        step.setBucketOwner("123456789012");
    }

    @SuppressWarnings("unchecked") // the model of a class describes instances of it
    private static <T> UninstantiatedDescribable described(T object) {
        return DescribableModel.of((Class<T>) object.getClass()).uninstantiate2(object);
    }

    private static List<String> defaults(Object object) {
        UninstantiatedDescribable described = described(object);
        DescribableModel<?> model = described.getModel();
        return model.getParameters().stream()
                .map(DescribableParameter::getName)
                .filter(name -> described.getArguments().get(name) == null)
                .toList();
    }

    @Test
    void noParameterIsMissingFromWhatIsTestedHere() {
        assertThat(defaults(deploy())).isEmpty();
        assertThat(defaults(deploy().getRules().get(0))).isEmpty();
        assertThat(defaults(fetch())).isEmpty();
    }

    @Test
    void thePostBuildFormOfADeploymentKeepsEveryParameter() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getPublishersList().add(new S3DeployPublisher(deploy()));
        job = jenkins.configRoundtrip(job);
        S3DeployStep kept = job.getPublishersList().get(S3DeployPublisher.class).getStep();
        assertThat(described(kept).toMap()).isEqualTo(described(deploy()).toMap());
    }

    @Test
    void theBuildFormOfAFetchKeepsEveryParameter() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new S3FetchBuilder(fetch()));
        job = jenkins.configRoundtrip(job);
        S3FetchStep kept = job.getBuildersList().get(S3FetchBuilder.class).getStep();
        assertThat(described(kept).toMap()).isEqualTo(described(fetch()).toMap());
    }

    @Test
    void thePostBuildFormOfAFetchKeepsEveryParameter() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        S3FetchPublisher publisher = new S3FetchPublisher(fetch());
        publisher.setEvenIfFailed(true);
        job.getPublishersList().add(publisher);
        job = jenkins.configRoundtrip(job);
        S3FetchPublisher kept = job.getPublishersList().get(S3FetchPublisher.class);
        assertThat(kept.isEvenIfFailed()).isTrue();
        assertThat(described(kept.getStep()).toMap())
                .isEqualTo(described(fetch()).toMap());
    }

    @Test
    void theSnippetGeneratorWritesEveryParameter() throws Exception {
        String snippet = Snippetizer.object2Groovy(deploy());
        assertThat(described(deploy()).getArguments().keySet())
                .allSatisfy(name -> assertThat(snippet).contains(name + ":"));
        assertThat(snippet).contains("s3Objects(", "storageClass: 'STANDARD_IA'");
    }

    @Test
    void everyFieldHasHelp() {
        for (Object one : List.of(deploy(), fetch(), deploy().getRules().get(0))) {
            assertThat(described(one).getArguments().keySet()).allSatisfy(name -> assertThat(help(one.getClass(), name))
                    .as(one.getClass().getSimpleName() + "." + name)
                    .isTrue());
        }
    }

    /** Whether a class or what it inherits from has help for a field. */
    private static boolean help(Class<?> type, String field) {
        return type != null
                && (type.getResource(type.getSimpleName() + "/help-" + field + ".html") != null
                        || help(type.getSuperclass(), field));
    }

    @ParameterizedTest
    @CsvSource({"a=b,OK", "a,ERROR", "'',OK", "$TAGS,OK"})
    void pairsAreCheckedInTheForm(String pairs, FormValidation.Kind kind) {
        S3ObjectRule.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(S3ObjectRule.DescriptorImpl.class);
        assertThat(form.doCheckTags(null, pairs).kind).isEqualTo(kind);
        assertThat(form.doCheckMetadata(null, pairs).kind).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "/docs/v2/,OK",
        "https://www.acme.org/a?b=c,OK",
        "http://acme.org,OK",
        "'',OK",
        "${TARGET},OK",
        "docs/v2/,ERROR",
        "ftp://acme.org,ERROR",
        "/with blank,ERROR"
    })
    void redirectsAreCheckedInTheForm(String redirect, FormValidation.Kind kind) {
        S3ObjectRule.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(S3ObjectRule.DescriptorImpl.class);
        assertThat(form.doCheckRedirect(null, redirect).kind).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "the-bucket,OK,''",
        "$BUCKET,OK,''",
        "The_Bucket,ERROR,3 to 63",
        "site--use1-az5--x-s3,ERROR,directory bucket",
        "ours--use1-az5--xa-s3,ERROR,directory bucket"
    })
    void bucketsAreCheckedInTheForm(String bucket, FormValidation.Kind kind, String why) {
        FormValidation checked = jenkins.jenkins
                .getDescriptorByType(S3DeployStep.DescriptorImpl.class)
                .doCheckBucket(null, bucket);
        assertThat(checked.kind).isEqualTo(kind);
        assertThat(String.valueOf(checked.getMessage())).contains(why);
    }

    @Test
    void storageClassesAndAclsAreThoseOfS3() {
        S3ObjectRule.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(S3ObjectRule.DescriptorImpl.class);
        assertThat(form.doFillStorageClassItems(null, "${CLASS}"))
                .extracting("value")
                .contains("", "STANDARD_IA", "GLACIER_IR", "${CLASS}");
        assertThat(form.doFillAclItems(null, null)).extracting("value").contains("", "bucket-owner-full-control");
    }
}

package io.jenkins.plugins.awsdevtools.codecommit.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.sun.net.httpserver.HttpServer;
import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.plugins.git.extensions.impl.SubmoduleOption;
import hudson.security.ACL;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitUrl;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.InitCommand;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GitCheckoutTest extends ConnectedJenkins {

    private static final String ID = "aws-codecommit-local";

    @BeforeAll
    static void prepare() throws Exception {
        aws.codeCommit()
                .createRepository("eu-west-1", "library")
                .commit("main", "ann", "A library", Map.of("library.txt", "from the library"));
        aws.codeCommit()
                .createRepository("eu-west-1", "site")
                .commit("main", "ann", "A site", Map.of("index.html", "hello"));
    }

    private static String url(String repository) {
        return CodeCommitUrl.at(aws.endpoint(), repository);
    }

    private static GitSCM git(String repository) {
        return new GitSCM(
                List.of(new UserRemoteConfig(url(repository), null, null, ID)),
                List.of(new BranchSpec("main")),
                null,
                null,
                List.of());
    }

    @Test
    void aFreestyleJobClonesWithASignedPassword() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setScm(git("site"));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        assertThat(build.getWorkspace().child("index.html").readToString()).isEqualTo("hello");
    }

    @Test
    void anAgentGetsTheSignatureAndNotTheKey() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(agent);
        job.setScm(git("site"));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        assertThat(build.getWorkspace().child("index.html").readToString()).isEqualTo("hello");

        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(find(job, url("site")));
        }
        assertThat(sent.toString(StandardCharsets.ISO_8859_1))
                .contains(aws.rootKey().accessKeyId())
                .doesNotContain(aws.rootKey().secretAccessKey(), "CodeCommitCredentials");
    }

    @Test
    void aPipelineChecksOut() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "node { checkout scmGit(branches: [[name: 'main']], userRemoteConfigs: [[url: '" + url("site")
                        + "', credentialsId: '" + ID + "']])\n echo readFile('index.html') }",
                true));

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("hello", run);
        jenkins.assertLogNotContains(aws.rootKey().secretAccessKey(), run);
    }

    @Test
    void submodulesInOtherRepositoriesAreSignedInTo() throws Exception {
        FreeStyleProject seed = jenkins.createFreeStyleProject();
        seed.setScm(git("library"));
        FilePath library = jenkins.buildAndAssertSuccess(seed).getWorkspace();
        String commit =
                aws.codeCommit().repository("eu-west-1", "library").tip("main").orElseThrow();
        aws.codeCommit().createRepository("eu-west-1", "parent");
        new SubmodulePush(library.child("parent"), aws.gitUrl("eu-west-1", "parent"))
                .push(Map.of("absolute", url("library"), "relative", "../library"), url("library"), commit);
        for (hudson.model.Node node : List.of(jenkins.jenkins, jenkins.createOnlineSlave())) {
            FreeStyleProject job = jenkins.createFreeStyleProject();
            job.setAssignedNode(node);
            GitSCM scm = git("parent");
            scm.getExtensions().add(new CodeCommitSubmodules());
            scm.getExtensions().add(new SubmoduleOption(false, true, false, null, null, false));
            job.setScm(scm);

            FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

            for (String folder : List.of("absolute", "relative")) {
                assertThat(build.getWorkspace()
                                .child(folder)
                                .child("library.txt")
                                .readToString())
                        .isEqualTo("from the library");
            }
        }
    }

    private static GitSCM notation(String url, String credentialsId) {
        GitSCM scm = new GitSCM(
                List.of(new UserRemoteConfig(url, null, null, credentialsId)),
                List.of(new BranchSpec("main")),
                null,
                null,
                List.of());
        scm.getExtensions().add(new CodeCommitNotation());
        return scm;
    }

    @Test
    void theNotationOfGitRemoteCodecommitIsClonedAndFetched() throws Exception {
        GitRepository notes = aws.codeCommit().createRepository("eu-west-1", "notes");
        for (hudson.model.Node node : List.of(jenkins.jenkins, jenkins.createOnlineSlave())) {
            notes.commit("main", "ann", "Notes", Map.of("notes.txt", "first"));
            FreeStyleProject job = jenkins.createFreeStyleProject();
            job.setAssignedNode(node);
            job.setScm(notation("codecommit::eu-west-1://local@notes", null));
            jenkins.buildAndAssertSuccess(job);
            notes.commit("main", "ann", "More", Map.of("notes.txt", "second"));

            FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

            assertThat(build.getWorkspace().child("notes.txt").readToString()).isEqualTo("second");
        }
    }

    @Test
    void theNotationTakesTheRegionOfTheConnectionAndItsCredentials() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "node { checkout scmGit(branches: [[name: 'main']], extensions: [codeCommitNotation()],"
                        + " userRemoteConfigs: [[url: 'codecommit://site', credentialsId: '" + ID + "']])\n"
                        + " echo readFile('index.html') }",
                true));

        jenkins.assertLogContains("hello", jenkins.buildAndAssertSuccess(job));
    }

    @Test
    void anAddressThatCannotBeUsedIsSaidInASentence() throws Exception {
        Map<String, String> bad = Map.of(
                "codecommit::eu-west-1://loca@site", "local",
                "codecommit::nowhere-9://local@site", "nowhere-9",
                "codecommit::eu-west-1://local@si!te", "A repository's name has");
        for (Map.Entry<String, String> address : bad.entrySet()) {
            FreeStyleProject job = jenkins.createFreeStyleProject();
            job.setScm(notation(address.getKey(), null));

            FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

            jenkins.assertLogContains("Address " + address.getKey() + " cannot be used", build);
            jenkins.assertLogContains(address.getValue(), build);
            jenkins.assertLogNotContains("\tat ", build);
        }
    }

    @Test
    void aSubmoduleWhoseAddressCannotBeUsedIsSaidInASentence() throws Exception {
        FilePath seeds = new FilePath(jenkins.jenkins.getRootDir()).child("seeds");
        String commit =
                aws.codeCommit().repository("eu-west-1", "library").tip("main").orElseThrow();
        aws.codeCommit().createRepository("eu-west-1", "mistaken");
        new SubmodulePush(seeds.child("mistaken"), aws.gitUrl("eu-west-1", "mistaken"))
                .push(Map.of("inner", "codecommit::nowhere-9://library"), url("library"), commit);
        GitSCM scm = git("mistaken");
        scm.getExtensions().add(new CodeCommitSubmodules());
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setScm(scm);

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("Address codecommit::nowhere-9://library cannot be used", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void submodulesOfSubmodulesInOtherRepositoriesAreSignedInToOneByOne() throws Exception {
        FilePath seeds = new FilePath(jenkins.jenkins.getRootDir()).child("seeds");
        String library =
                aws.codeCommit().repository("eu-west-1", "library").tip("main").orElseThrow();
        GitRepository middle = aws.codeCommit().createRepository("eu-west-1", "middle");
        new SubmodulePush(seeds.child("middle"), aws.gitUrl("eu-west-1", "middle"))
                .push(Map.of("inner", "codecommit::eu-west-1://nobody@library"), url("middle"), library);
        GitRepository outer = aws.codeCommit().createRepository("eu-west-1", "outer");
        new SubmodulePush(seeds.child("outer"), aws.gitUrl("eu-west-1", "outer"))
                .push(
                        Map.of("one", "../middle", "two", url("middle")),
                        url("outer"),
                        middle.tip("main").orElseThrow());
        assertThat(outer.tip("main")).isPresent();
        for (hudson.model.Node node : List.of(jenkins.jenkins, jenkins.createOnlineSlave())) {
            for (GitSCM scm : List.of(git("outer"), notation("codecommit::eu-west-1://local@outer", null))) {
                FreeStyleProject job = jenkins.createFreeStyleProject();
                job.setAssignedNode(node);
                scm.getExtensions().add(new CodeCommitSubmodules());
                scm.getExtensions().add(new SubmoduleOption(false, true, false, null, null, false));
                job.setScm(scm);

                FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

                for (String folder : List.of("one", "two")) {
                    assertThat(build.getWorkspace()
                                    .child(folder + "/inner/library.txt")
                                    .readToString())
                            .isEqualTo("from the library");
                }
            }
        }
    }

    private static StandardUsernameCredentials find(Item item, String url) {
        return CredentialsProvider.findCredentialByIdInItem(
                ID, StandardUsernameCredentials.class, item, ACL.SYSTEM2, requirements(url));
    }

    private static List<DomainRequirement> requirements(String url) {
        return url == null ? List.of() : URIRequirementBuilder.fromUri(url).build();
    }

    @Test
    void noOtherServerIsOfferedALogin() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();

        assertThat(find(job, "https://github.com/v1/repos/site")).isNull();
        assertThat(find(job, "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/site"))
                .isNull();
        assertThat(CredentialsProvider.findCredentialByIdInItem(
                        ID, StandardUsernameCredentials.class, job, Jenkins.ANONYMOUS2, requirements(url("site"))))
                .isNull();
    }

    /** Whoever may push to a repository says in it where its submodules are. */
    @Test
    void aPasswordThatIsKeptIsNotSentToAnotherServerForASubmodule() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "kept", "", "ann", "kept-password"));
        Set<String> sent = ConcurrentHashMap.newKeySet();
        Set<String> asked = ConcurrentHashMap.newKeySet();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            for (String header : exchange.getRequestHeaders().getOrDefault("Authorization", List.of())) {
                sent.add(new String(
                        Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"other\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        other.start();
        try {
            FilePath seeds = new FilePath(jenkins.jenkins.getRootDir()).child("seeds");
            FilePath parent = seeds.child("parent-of-other.git");
            parent.mkdirs();
            InitCommand init = Git.init().setBare(true).setInitialBranch("main");
            init.setDirectory(new File(parent.getRemote())).call().close();
            String elsewhere = "http://localhost:" + other.getAddress().getPort() + "/other.git";
            new SubmodulePush(seeds.child("parent-of-other"), parent.getRemote())
                    .push(Map.of("inner", elsewhere), elsewhere, "1".repeat(40));
            GitSCM scm = new GitSCM(
                    List.of(new UserRemoteConfig(parent.getRemote(), null, null, "kept")),
                    List.of(new BranchSpec("main")),
                    null,
                    null,
                    List.of());
            scm.getExtensions().add(new CodeCommitSubmodules());
            scm.getExtensions().add(new SubmoduleOption(false, true, false, null, null, false));
            FreeStyleProject job = jenkins.createFreeStyleProject();
            job.setAssignedNode(jenkins.createOnlineSlave());
            job.setScm(scm);

            jenkins.buildAndAssertStatus(Result.FAILURE, job);
        } finally {
            other.stop(0);
        }
        assertThat(asked).contains("/other.git/info/refs");
        assertThat(sent).noneMatch(login -> login.contains("kept-password"));
    }

    @Test
    void isListedWithoutAnAddressAndThenSaysWhatItIsFor() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();

        assertThat(CredentialsProvider.listCredentialsInItem(
                                StandardUsernamePasswordCredentials.class,
                                job,
                                ACL.SYSTEM2,
                                List.of(),
                                com.cloudbees.plugins.credentials.CredentialsMatchers.always())
                        .stream()
                        .map(option -> option.value))
                .contains(ID);
        StandardUsernamePasswordCredentials unbound = (StandardUsernamePasswordCredentials) find(job, null);
        assertThatThrownBy(unbound::getPassword)
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("withCredentials");
    }
}

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl
import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import hudson.model.FreeStyleProject
import io.jenkins.plugins.awsdevtools.codebuild.CodeBuildBuilder
import io.jenkins.plugins.awsdevtools.codebuild.CodeBuildStep
import io.jenkins.plugins.awsdevtools.codecommit.CodeCommitTrigger
import io.jenkins.plugins.awsdevtools.connection.AwsConnection
import io.jenkins.plugins.awsdevtools.connection.AwsConnections
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def jenkins = Jenkins.get()
def aws = new Properties()
new File(jenkins.rootDir, 'aws.properties').withReader { aws.load(it) }

JenkinsLocationConfiguration.get().url = aws.jenkins

def store = SystemCredentialsProvider.instance
store.credentials.add(new AWSCredentialsImpl(
        CredentialsScope.GLOBAL, 'embedded-aws', aws.accessKeyId, aws.secretAccessKey, 'The embedded AWS'))
store.save()
def connection = new AwsConnection('embedded', aws.region)
connection.credentialsId = 'embedded-aws'
connection.endpoint = aws.endpoint
connection.eventQueue = aws.eventQueue
def connections = AwsConnections.get()
connections.connections = [connection]
connections.defaultConnection = 'embedded'
connections.watchIntervalSeconds = 1

def pipeline = jenkins.createProject(WorkflowJob, 'site')
pipeline.definition = new CpsFlowDefinition("""
def build = codeBuild project: 'site', environment: [[name: 'GREETING', value: 'Hello from Jenkins']]
echo "Built \${build.artifacts} as \${build.exportedVariables.PAGES} pages"
node {
    s3Fetch bucket: 'demo-artifacts', prefix: build.artifacts[0] - 'arn:aws:s3:::demo-artifacts/', to: 'public'
    def site = s3Deploy bucket: 'demo-site', from: 'public', delete: true, website: true, websiteUrl: '${aws.site}'
    echo "The site is served at \${site.website}"
}
""".trim(), true)
def web = jenkins.createProject(WorkflowJob, 'web')
web.definition = new CpsFlowDefinition('''
def deployment = ecsDeploy cluster: 'demo', service: 'web', image: "registry.example/web:${env.BUILD_NUMBER}"
echo "${deployment.taskDefinition} instead of ${deployment.previousTaskDefinition}"
'''.trim(), true)
def freestyle = jenkins.createProject(FreeStyleProject, 'site-freestyle')
freestyle.buildersList.add(new CodeBuildBuilder(new CodeBuildStep('site')))
freestyle.save()

// A push to the repository "site" runs this one; see the clone URL that bin/demo prints.
def pushed = jenkins.createProject(WorkflowJob, 'site-on-push')
pushed.definition = new CpsFlowDefinition('''
echo "Commit ${env.CODECOMMIT_COMMIT} of ${env.CODECOMMIT_BRANCH} by ${env.CODECOMMIT_AUTHOR}"
codeBuild project: 'site', environment: [[name: 'GREETING', value: "Hello from ${env.CODECOMMIT_AUTHOR}"]]
'''.trim(), true)
def trigger = new CodeCommitTrigger('site')
trigger.branches = 'main'
pushed.addTrigger(trigger)
trigger.start(pushed, true)
pushed.save()
// The tutorial of CodePipeline, twice. A push runs both: the pipeline in AWS, followed from here, and the same flow as one
// Jenkinsfile of the plugin's steps.
def onPush = { name, script ->
    def job = jenkins.createProject(WorkflowJob, name)
    job.definition = new CpsFlowDefinition(script.trim(), true)
    def push = new CodeCommitTrigger('site')
    push.branches = 'main'
    push.start(job, true)
    job.addTrigger(push)
}
onPush('tutorial-codepipeline', """
def execution = codePipelineMirror 'site'
echo "CodePipeline: \${execution.status}, \${execution.revisions}"
echo "The site is served at ${aws.siteByPipeline}"
""")
onPush('tutorial-jenkinsfile', """
pipeline {
    agent any
    stages {
        stage('Source') {
            steps {
                deleteDir()
                checkout(scmGit(branches: [[name: 'main']],
                    userRemoteConfigs: [[url: '${aws.cloneUrl}', credentialsId: 'aws-codecommit-embedded']]))
            }
        }
        stage('Build') {
            steps {
                codeBuild project: 'site-pages', workspaceSource: [bucket: 'demo-artifacts'],
                    fetchArtifacts: [into: 'public']
            }
        }
        stage('Deploy') {
            steps {
                dir('public') { s3Deploy bucket: 'site-by-jenkinsfile' }
                echo 'The site is served at ${aws.siteByJenkinsfile}'
            }
        }
    }
}
""")
new File(jenkins.rootDir, 'demo-ready').text = 'ready'

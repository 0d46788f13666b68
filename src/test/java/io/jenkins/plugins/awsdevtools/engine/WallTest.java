package io.jenkins.plugins.awsdevtools.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The wall between the floors, and the rooms of the ground floor. */
@AnalyzeClasses(packages = "io.jenkins.plugins.awsdevtools.engine", importOptions = WallTest.WithoutTests.class)
class WallTest {

    /** ArchUnit's own option knows Maven's usual folder alone, and the ground floor's build has another. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    private static final String ENGINE = "io.jenkins.plugins.awsdevtools.engine";

    @ArchTest
    static final ArchRule theGroundFloorKnowsNothingOfJenkins = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..", "com.cloudbees..", "org.jvnet..");

    @ArchTest
    static final ArchRule theGroundFloorNeverAsksTheUpperOne = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.jenkins.plugins.awsdevtools.connection..",
                    "io.jenkins.plugins.awsdevtools.codecommit..",
                    "io.jenkins.plugins.awsdevtools.codebuild..",
                    "io.jenkins.plugins.awsdevtools.codedeploy..",
                    "io.jenkins.plugins.awsdevtools.ecs..",
                    "io.jenkins.plugins.awsdevtools.s3..",
                    "io.jenkins.plugins.awsdevtools.codepipeline..",
                    "io.jenkins.plugins.awsdevtools.page..");

    @ArchTest
    static final ArchRule noTwoRoomsNeedEachOther =
            slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatIsSharedKnowsNoService = noClasses()
            .that()
            .resideInAnyPackage(ENGINE + ".timing..", ENGINE + ".watch..", ENGINE + ".journal..", ENGINE + ".flow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk..", ENGINE + ".codebuild..");

    /** What a handler of these throws is kept in a stage that nobody looks at, and whoever waits waits for ever. */
    @ArchTest
    static final ArchRule answersAreHandledWhereFaultsAreHeard = noClasses()
            .should()
            .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameMatching(
                            "whenCompleteAsync|thenAcceptAsync|thenRunAsync|thenAcceptBothAsync|runAfterBothAsync"))
                    .as("answers are handled by SerialExecutor.handle"));
}

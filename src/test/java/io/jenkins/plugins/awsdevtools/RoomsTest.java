package io.jenkins.plugins.awsdevtools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the upper floor. */
@AnalyzeClasses(packages = "io.jenkins.plugins.awsdevtools", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String ROOT = "io.jenkins.plugins.awsdevtools";

    @ArchTest
    static final ArchRule thePageKnowsNoService = noClasses()
            .that()
            .resideInAPackage(ROOT + ".page..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".codebuild..", ROOT + ".connection..", ROOT + ".engine.codebuild..");

    @ArchTest
    static final ArchRule connectionsKnowNoServicesRoomAbove = noClasses()
            .that()
            .resideInAPackage(ROOT + ".connection..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".codebuild..", ROOT + ".page..");

    @ArchTest
    static final ArchRule nothingHereUsesTheOldSdk =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.amazonaws..");
}

package io.jenkins.plugins.awsdevtools.engine.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What runs on an agent needs no class of the SDK, directly or through others, and knows nobody who holds a key. */
@AnalyzeClasses(
        packages = "io.jenkins.plugins.awsdevtools.engine",
        importOptions = ImportOption.DoNotIncludeTests.class)
class AgentClassesTest {

    @ArchTest
    static final ArchRule noSdkAndNoKeyOnAnAgent = noClasses()
            .that()
            .resideInAnyPackage("..engine.sync..", "..engine.transfer..")
            .should()
            .transitivelyDependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "..engine.client..");
}

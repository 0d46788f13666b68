package io.jenkins.plugins.awsdevtools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** The rooms of the upper floor. */
@AnalyzeClasses(packages = "io.jenkins.plugins.awsdevtools", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String ROOT = "io.jenkins.plugins.awsdevtools";
    private static final Set<String> SERVICES =
            Set.of("codecommit", "codebuild", "codedeploy", "ecs", "s3", "codepipeline");

    @ArchTest
    static final ArchRule thePageKnowsNoService = noClasses()
            .that()
            .resideInAPackage(ROOT + ".page..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".codebuild..", ROOT + ".connection..", ROOT + ".run..", ROOT + ".engine.codebuild..");

    @ArchTest
    static final ArchRule connectionsKnowNoServicesRoomAbove = noClasses()
            .that()
            .resideInAPackage(ROOT + ".connection..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".codebuild..", ROOT + ".run..", ROOT + ".page..");

    @ArchTest
    static final ArchRule howWorkRunsIsTheSameForEveryService = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".run..", ROOT + ".engine.work..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES.stream()
                    .flatMap(service -> Stream.of(ROOT + "." + service + "..", ROOT + ".engine." + service + ".."))
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule nothingHereUsesTheOldSdk =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.amazonaws..");

    @ArchTest
    static final ArchRule aServicesRoomKnowsItsOwnRoomBelowAndNoOtherService =
            classes().that().resideInAPackage(ROOT + ".(*)..").should(knowNoOtherService());

    private static ArchCondition<JavaClass> knowNoOtherService() {
        return new ArchCondition<>("know no other service") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String own = service(item);
                if (own.isEmpty()) {
                    return;
                }
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    String other = service(dependency.getTargetClass());
                    if (!other.isEmpty() && !other.equals(own)) {
                        events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** The service whose room a class is in, on either floor; empty for what all services share. */
    private static String service(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return "";
        }
        String room =
                name.substring(ROOT.length() + 1).replaceFirst("^engine\\.", "").replaceFirst("\\..*", "");
        return SERVICES.contains(room) ? room : "";
    }
}

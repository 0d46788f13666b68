package io.jenkins.plugins.awsdevtools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import hudson.model.Descriptor;
import java.util.Set;
import org.kohsuke.stapler.StaplerFallback;
import org.kohsuke.stapler.StaplerOverridable;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.bind.JavaScriptMethod;
import org.kohsuke.stapler.verb.POST;

/**
 * Holds for the web methods of pages, so for the next one too: those of forms are called in {@link WebMethodsTest}, but a
 * page has to be made for each, and a forgotten one would not be.
 */
@AnalyzeClasses(packages = "io.jenkins.plugins.awsdevtools", importOptions = ImportOption.DoNotIncludeTests.class)
class WebMethodRulesTest {

    private static final String WEB = "do[A-Z].*";
    private static final Set<String> CHECKS =
            Set.of("checkPermission", "io.jenkins.plugins.awsdevtools.approval.Submitters.allow");

    @ArchTest
    static final ArchRule everyWebMethodOfAPageIsReachedByPostAlone = methods()
            .that()
            .haveNameMatching(WEB)
            .and()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .areNotAssignableTo(Descriptor.class)
            .should()
            .beAnnotatedWith(POST.class);

    @ArchTest
    static final ArchRule everyWebMethodOfAPageChecksWhoAsks = methods()
            .that()
            .haveNameMatching(WEB)
            .and()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .areNotAssignableTo(Descriptor.class)
            .should(checkWhoAsks());

    /** No web method has another name, which these rules and {@link WebMethodsTest} would not find. */
    @ArchTest
    static final ArchRule nothingElseIsReachedByABrowser = noMethods()
            .should()
            .haveName("getDynamic")
            .orShould()
            .haveNameMatching("js[A-Z].*")
            .orShould()
            .beAnnotatedWith(JavaScriptMethod.class)
            .orShould()
            .beAnnotatedWith(WebMethod.class);

    @ArchTest
    static final ArchRule nothingIsReachedThroughAnotherObject =
            noClasses().should().implement(StaplerFallback.class).orShould().implement(StaplerOverridable.class);

    private static ArchCondition<JavaMethod> checkWhoAsks() {
        return new ArchCondition<>("check who asks") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean checks = method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> CHECKS.contains(call.getTarget().getName())
                                || CHECKS.contains(call.getTargetOwner().getName() + "."
                                        + call.getTarget().getName()));
                events.add(new SimpleConditionEvent(method, checks, method.getFullName()));
            }
        };
    }
}

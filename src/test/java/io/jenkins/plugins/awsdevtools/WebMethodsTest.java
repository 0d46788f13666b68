package io.jenkins.plugins.awsdevtools;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.POST;

/** Holds for every web method of the plugin, so for the next one too. */
@WithJenkins
class WebMethodsTest {

    private static final String OURS = "io.jenkins.plugins.awsdevtools.";

    /** A method on the object that a browser reaches it on. */
    private record WebMethod(Object target, Method method) {}

    private static List<WebMethod> all() {
        List<WebMethod> methods = new ArrayList<>();
        for (Descriptor<?> descriptor : Jenkins.get().getExtensionList(Descriptor.class)) {
            if (descriptor.getClass().getName().startsWith(OURS)) {
                Arrays.stream(descriptor.getClass().getMethods())
                        .filter(method -> method.getDeclaringClass().getName().startsWith(OURS))
                        .filter(method -> method.getName().matches("do[A-Z].*"))
                        .forEach(method -> methods.add(new WebMethod(descriptor, method)));
            }
        }
        return methods;
    }

    @Test
    void everyOneIsReachedByPostAlone(JenkinsRule jenkins) {
        assertThat(all()).hasSizeGreaterThan(20).allSatisfy(web -> assertThat(
                        web.method().isAnnotationPresent(POST.class)
                                || web.method().isAnnotationPresent(RequirePOST.class))
                .as(web.method().toString())
                .isTrue());
    }

    @Test
    void whoMayNotConfigureLearnsNothingFromAnyOfThem(JenkinsRule jenkins) throws Exception {
        try (LocalAws aws = LocalAws.start()) {
            LocalConnection.configure(aws);
            aws.codeBuild().createScripted("eu-west-1", "secret-project");
            FreeStyleProject job = jenkins.createFreeStyleProject("job");
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.READ, Item.READ)
                    .everywhere()
                    .to("reader"));
            aws.calls().clear();
            try (ACLContext reader =
                    ACL.as2(hudson.model.User.getById("reader", true).impersonate2())) {
                for (WebMethod web : all()) {
                    for (Item item : new Item[] {job, null}) {
                        assertThat(learned(web, item))
                                .as(web.method().toString())
                                .isEmpty();
                    }
                }
            }
            assertThat(aws.calls().all()).isEmpty();
        }
    }

    /** What the answer tells beside what was asked. */
    private static List<Object> learned(WebMethod web, Item item) throws IllegalAccessException {
        Object[] arguments = Arrays.stream(web.method().getParameterTypes())
                .map(type -> argument(type, item))
                .toArray();
        try {
            Object answer = web.method().invoke(web.target(), arguments);
            if (answer instanceof FormValidation check) {
                return check.kind == FormValidation.Kind.OK && check.getMessage() == null ? List.of() : List.of(check);
            }
            return ((Collection<?>) answer)
                    .stream()
                            .filter(option -> !(option instanceof hudson.util.ListBoxModel.Option choice
                                    && (choice.value.isEmpty() || choice.value.equals("unsaid"))))
                            .map(Object.class::cast)
                            .toList();
        } catch (InvocationTargetException refused) {
            return refused.getCause() instanceof AccessDeniedException3 ? List.of() : List.of(refused.getCause());
        }
    }

    private static Object argument(Class<?> type, Item item) {
        if (type == Item.class) {
            return item;
        }
        if (type == boolean.class) {
            return true;
        }
        return type == int.class ? 900 : "unsaid";
    }
}

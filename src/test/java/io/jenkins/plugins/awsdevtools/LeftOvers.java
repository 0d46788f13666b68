package io.jenkins.plugins.awsdevtools;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import jenkins.util.Timer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Ends the Jenkins that all tests of a class shared, which the test harness leaves running, and forgets it: the classes of a
 * run share a process.
 */
public final class LeftOvers implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        for (Class<?> type = context.getRequiredTestClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                forget(field);
            }
        }
        // In tests Jenkins leaves its timers running.
        Timer.shutdown();
    }

    private static void forget(Field field) throws Exception {
        int is = field.getModifiers();
        if (Modifier.isStatic(is) && !Modifier.isFinal(is) && !field.getType().isPrimitive()) {
            field.setAccessible(true);
            Object left = field.get(null);
            field.set(null, null);
            if (left instanceof JenkinsRule rule) {
                rule.after();
            }
        }
    }
}

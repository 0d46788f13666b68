package io.jenkins.plugins.awsdevtools.approval;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.Permission;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Who may answer, by the rules of the {@code input} step: without names whoever may build the job, who could as well start it
 * again without asking; with names these users and groups, and administrators.
 *
 * @param names of users and groups
 */
public record Submitters(Set<String> names) {

    /** What it takes if no names are given. */
    public static final Permission PERMISSION = Item.BUILD;

    /** Whoever may build the job. */
    public static final Submitters ANY_BUILDER = new Submitters(Set.of());

    public Submitters {
        names = Set.copyOf(names);
    }

    /** @param text names parted by commas; null or empty for none */
    public static Submitters parse(String text) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(Util.fixNull(text).split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return new Submitters(names);
    }

    /** Whether the current user may answer. */
    public boolean allow(Run<?, ?> run) {
        if (names.isEmpty()) {
            return run.getParent().hasPermission(PERMISSION);
        }
        Jenkins jenkins = Jenkins.get();
        if (!jenkins.isUseSecurity() || jenkins.hasPermission(Jenkins.ADMINISTER)) {
            return true;
        }
        Authentication user = Jenkins.getAuthentication2();
        return names.contains(user.getName())
                || user.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(names::contains);
    }
}

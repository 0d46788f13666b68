package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets actions of a provider take as long as a test wants, as those that AWS does at once here take a while there. */
final class ActionHolds {

    private final Set<String> held = ConcurrentHashMap.newKeySet();

    void hold(String provider) {
        held.add(provider);
    }

    void letGo(String provider) {
        held.remove(provider);
    }

    /** The same work, in progress for as long as its provider is held. */
    ActionWork of(String provider, ActionWork work) {
        return held.contains(provider) ? new Held(provider, work) : work;
    }

    private final class Held implements ActionWork {

        private final String provider;
        private final ActionWork work;

        Held(String provider, ActionWork work) {
            this.provider = provider;
            this.work = work;
        }

        @Override
        public ActionOutcome look() throws IOException {
            return held.contains(provider) ? ActionOutcome.inProgress() : work.look();
        }

        @Override
        public void abandon() {
            work.abandon();
        }

        @Override
        public String token() {
            return work.token();
        }
    }
}

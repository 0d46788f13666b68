package io.jenkins.plugins.awsdevtools.approval;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What builds of this process wait for, as long as they follow it; it is offered again after a restart. */
@Extension
public final class Approvals {

    private record Offer(String run, Supplier<? extends List<? extends PendingApproval>> pending) {}

    private final Map<String, Offer> offers = new ConcurrentHashMap<>();

    public static Approvals get() {
        return ExtensionList.lookupSingleton(Approvals.class);
    }

    /**
     * A build follows something that may ask.
     *
     * @param pending what it asks now
     * @param until its end
     */
    public void offer(
            Run<?, ?> run, Supplier<? extends List<? extends PendingApproval>> pending, CompletionStage<?> until) {
        String key = UUID.randomUUID().toString();
        offers.put(key, new Offer(run.getExternalizableId(), pending));
        until.whenComplete((end, failure) -> offers.remove(key));
    }

    /** What a build waits for now. */
    public List<PendingApproval> of(Run<?, ?> run) {
        String id = run.getExternalizableId();
        return offers.values().stream()
                .filter(offer -> offer.run().equals(id))
                .flatMap(offer -> offer.pending().get().stream())
                .map(PendingApproval.class::cast)
                .toList();
    }
}

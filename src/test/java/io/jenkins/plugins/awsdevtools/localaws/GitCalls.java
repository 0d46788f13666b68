package io.jenkins.plugins.awsdevtools.localaws;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Lets git's requests count and fail as the API's calls do. Thread safe. */
public final class GitCalls {
    private static final int OK_STATUS = 200;
    private static final int DENIED_STATUS = 403;
    private static final String SERVICE = "codecommit:";

    private final Faults faults;
    private final CallLedger ledger;
    private final Clock clock;

    GitCalls(Faults faults, CallLedger ledger, Clock clock) {
        this.faults = faults;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Whether a request may go on. Denials hit, and every planned fault is a refusal. The first request of an
     * operation, which asks for the references, is the one that counts.
     *
     * @param operation {@code GitPull} or {@code GitPush}
     * @param first whether this is the operation's first request
     */
    public boolean admit(String operation, Caller caller, String region, boolean first) {
        String qualified = SERVICE + operation;
        Optional<Fault> fault = first ? faults.next(qualified) : Optional.empty();
        boolean admitted = fault.isEmpty() && !faults.denies(qualified, caller);
        if (first) {
            CallRecord call = new CallRecord(
                    qualified,
                    caller,
                    caller.accessKeyId(),
                    region,
                    clock.instant(),
                    "",
                    "",
                    false,
                    0,
                    CallRecord.PENDING);
            AtomicReference<CallRecord> entry = ledger.begin(call);
            ledger.end(
                    entry,
                    call.ended(
                            admitted, admitted ? OK_STATUS : DENIED_STATUS, admitted ? CallRecord.OK : "AccessDenied"));
        }
        return admitted;
    }
}

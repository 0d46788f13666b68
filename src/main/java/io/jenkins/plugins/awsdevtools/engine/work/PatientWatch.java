package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.watch.Watch;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchListener;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;

/**
 * Follows one thing through the watcher and tells what is worth telling, in the order of its owner's events. A thing that
 * is missing, and a status that is refused, are waited for before they are believed.
 *
 * @param <S> the status
 */
public final class PatientWatch<S> {

    /** A thing that was just started may not be known to every server of AWS yet. */
    private static final Duration MISSING_PATIENCE = Duration.ofMinutes(2);

    /** What is missing, or about to change, is looked for again so soon, however far apart the rounds are. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** How long a status that could be read once and is refused now is waited for, such as lapsed credentials. */
    private static final Duration REFUSED_PATIENCE = Duration.ofMinutes(15);

    /** Why a thing cannot be followed any more. */
    public enum Loss {
        /** AWS does not know it. */
        MISSING,
        /** AWS does not let us read its status. */
        REFUSED,
        /** It has not ended in the time given. */
        ENDLESS
    }

    /** Hears of the thing, on the owner's serial executor. */
    public interface Listener<S> {

        void onStatus(S status);

        /** It cannot be read for a while. Told once for each spell of trouble, once more if AWS refuses in the middle of it. */
        void onTrouble(AwsFailure reason);

        /**
         * Nothing more is told.
         *
         * @param refusal what AWS answered; null unless refused
         */
        void onLoss(Loss loss, AwsFailure refusal);
    }

    private final SerialExecutor serial;
    private final Timing timing;
    private final Function<Throwable, AwsFailure> translation;
    private final Listener<S> listener;
    private Watch watch;
    private boolean over;
    private boolean statusRead;
    private Instant missingSince;
    private Timing.Cancellable refusal = () -> {};
    private Timing.Cancellable looking = () -> {};

    private PatientWatch(
            SerialExecutor serial, Timing timing, Function<Throwable, AwsFailure> translation, Listener<S> listener) {
        this.serial = Objects.requireNonNull(serial);
        this.timing = Objects.requireNonNull(timing);
        this.translation = Objects.requireNonNull(translation);
        this.listener = Objects.requireNonNull(listener);
    }

    /**
     * Begins; call it on the serial executor.
     *
     * @param patience after which the thing counts as endless
     * @param translation makes words of what the SDK threw
     */
    public static <K, S> PatientWatch<S> of(
            Watcher watcher,
            StatusSource<K, S> source,
            K key,
            Duration patience,
            SerialExecutor serial,
            Timing timing,
            Function<Throwable, AwsFailure> translation,
            Listener<S> listener) {
        PatientWatch<S> patient = new PatientWatch<>(serial, timing, translation, listener);
        patient.watch = watcher.watch(source, key, patient.new Inbox(), patience);
        return patient;
    }

    /** Nothing more is told; call it on the serial executor. */
    public void cancel() {
        over = true;
        refusal.cancel();
        looking.cancel();
        watch.cancel();
    }

    /** Reads at once instead of at the next tick. */
    public void nudge() {
        watch.nudge();
    }

    /** Reads in a few seconds: the next reading is expected to tell more, and no event may say so. */
    public void lookAgain() {
        looking.cancel();
        looking = timing.after(LOOK_AGAIN, this::nudge);
    }

    private void onStatus(S status) {
        refusal.cancel();
        statusRead = true;
        missingSince = null;
        listener.onStatus(status);
    }

    private void onMissing() {
        Instant now = timing.now();
        if (missingSince == null) {
            missingSince = now;
        } else if (now.isAfter(missingSince.plus(MISSING_PATIENCE))) {
            lose(Loss.MISSING, null);
            return;
        }
        lookAgain();
    }

    private void onTrouble(Throwable failure) {
        AwsFailure reason = translation.apply(failure);
        if (reason.passes()) {
            listener.onTrouble(reason);
        } else if (statusRead || reason.transientFault()) {
            listener.onTrouble(reason);
            refusal = timing.after(REFUSED_PATIENCE, () -> inOrder(() -> lose(Loss.REFUSED, reason)));
        } else {
            lose(Loss.REFUSED, reason);
        }
    }

    private void lose(Loss loss, AwsFailure reason) {
        cancel();
        listener.onLoss(loss, reason);
    }

    private void inOrder(Runnable event) {
        serial.execute(() -> {
            if (!over) {
                event.run();
            }
        });
    }

    /** Brings what the watcher tells into the order of the owner's own events. */
    private final class Inbox implements WatchListener<S> {

        @Override
        public void onStatus(S status) {
            inOrder(() -> PatientWatch.this.onStatus(status));
        }

        @Override
        public void onMissing() {
            inOrder(PatientWatch.this::onMissing);
        }

        @Override
        public void onTrouble(Throwable failure) {
            inOrder(() -> PatientWatch.this.onTrouble(failure));
        }

        @Override
        public void onRecovered() {
            inOrder(() -> refusal.cancel());
        }

        @Override
        public void onDeadline() {
            inOrder(() -> lose(Loss.ENDLESS, null));
        }
    }
}

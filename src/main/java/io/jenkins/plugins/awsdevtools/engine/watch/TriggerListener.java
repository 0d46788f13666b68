package io.jenkins.plugins.awsdevtools.engine.watch;

import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Brings what the watcher tells to the serial executor of a trigger, which never ends by itself: trouble is said once, and
 * its end too.
 *
 * @param <S> the status
 */
public final class TriggerListener<S> implements WatchListener<S> {

    /** The matter under which trouble is said. */
    private static final String TROUBLE = "trouble";

    private final SerialExecutor serial;
    private final SaidOnce said;
    private final BooleanSupplier wanted;
    private final Consumer<S> onStatus;
    private final Voice voice;

    /**
     * What is said of trouble.
     *
     * @param trouble of what the SDK threw
     */
    public record Voice(Function<Throwable, String> trouble, String recovered) {}

    /** @param wanted whether the trigger still wants to know; asked on the serial executor */
    public TriggerListener(
            SerialExecutor serial, SaidOnce said, BooleanSupplier wanted, Consumer<S> onStatus, Voice voice) {
        this.serial = Objects.requireNonNull(serial);
        this.said = Objects.requireNonNull(said);
        this.wanted = Objects.requireNonNull(wanted);
        this.onStatus = Objects.requireNonNull(onStatus);
        this.voice = Objects.requireNonNull(voice);
    }

    private void run(Runnable task) {
        serial.execute(() -> {
            if (wanted.getAsBoolean()) {
                task.run();
            }
        });
    }

    @Override
    public void onStatus(S status) {
        run(() -> onStatus.accept(status));
    }

    @Override
    public void onMissing() {
        // the sources of triggers tell of everything they are asked for
    }

    @Override
    public void onTrouble(Throwable failure) {
        String text = voice.trouble().apply(failure);
        run(() -> said.say(TROUBLE, text));
    }

    @Override
    public void onRecovered() {
        run(() -> said.settle(TROUBLE, voice.recovered()));
    }

    @Override
    public void onDeadline() {
        // there is none that anybody lives to see
    }
}

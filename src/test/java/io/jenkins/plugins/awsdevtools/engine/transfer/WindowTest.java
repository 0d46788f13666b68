package io.jenkins.plugins.awsdevtools.engine.transfer;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static Window busy(int most, int requests) throws InterruptedException {
        Window window = new Window(most);
        for (int i = 0; i < requests; i++) {
            window.enter();
        }
        return window;
    }

    private static void slowDown(Window window, int requests) {
        for (int i = 0; i < requests; i++) {
            window.leave();
            window.slowDown();
        }
    }

    private static void succeed(Window window, int requests) throws InterruptedException {
        for (int i = 0; i < requests; i++) {
            window.enter();
            window.leave();
            window.succeeded();
        }
    }

    @Test
    void allRequestsThatAreToldToSlowDownAtOnceHalveItOnce() throws Exception {
        Window window = busy(64, 64);
        slowDown(window, 64);
        assertThat(window.size()).isEqualTo(32);
    }

    @Test
    void aSecondRoundOfSlowDownsHalvesItAgain() throws Exception {
        Window window = busy(64, 64);
        slowDown(window, 64);
        for (int i = 0; i < 32; i++) {
            window.enter();
        }
        slowDown(window, 32);
        assertThat(window.size()).isEqualTo(16);
    }

    @Test
    void itNeverGetsSmallerThanOne() throws Exception {
        Window window = new Window(4);
        for (int i = 0; i < 20; i++) {
            window.enter();
            slowDown(window, 1);
        }
        assertThat(window.size()).isOne();
    }

    @Test
    void itRecoversByOneForEachWindowfulOfSuccessesUpToWhereItBegan() throws Exception {
        Window window = busy(8, 8);
        slowDown(window, 8);
        assertThat(window.size()).isEqualTo(4);
        succeed(window, 4);
        assertThat(window.size()).isEqualTo(5);
        succeed(window, 5);
        assertThat(window.size()).isEqualTo(6);
        succeed(window, 100);
        assertThat(window.size()).isEqualTo(8);
    }

    @Test
    void noMoreThanItsSizeAreUnderWay() throws Exception {
        Window window = busy(2, 2);
        Thread third = new Thread(() -> {
            try {
                window.enter();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        third.start();
        eventually(() -> third.getState() == Thread.State.WAITING);
        window.leave();
        third.join();
        assertThat(third.isInterrupted()).isFalse();
    }

    @Test
    void aLargeRequestTakesAPlaceForEachPieceOfItButNoMoreThanThereAre() {
        Window window = new Window(8, 100);
        assertThat(window.places(99)).isEqualTo(1);
        assertThat(window.places(250)).isEqualTo(3);
        assertThat(window.places(100_000)).isEqualTo(8);
        assertThat(new Window(8).places(Long.MAX_VALUE - 1)).isEqualTo(1);
    }

    @Test
    void aRequestOfManyPlacesIsNotKeptOutByRequestsOfFew() throws Exception {
        Window window = busy(4, 4);
        List<String> entered = Collections.synchronizedList(new ArrayList<>());
        Thread large = entering(window, 4, entered);
        eventually(() -> large.getState() == Thread.State.WAITING);
        Thread small = entering(window, 1, entered);
        eventually(() -> small.getState() == Thread.State.WAITING);

        for (int i = 0; i < 4; i++) {
            window.leave();
        }
        large.join();
        window.leave(4);
        small.join();

        assertThat(entered).containsExactly("4", "1");
    }

    private static Thread entering(Window window, int places, List<String> entered) {
        Thread thread = new Thread(() -> {
            try {
                window.enter(places);
                entered.add("" + places);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }
}

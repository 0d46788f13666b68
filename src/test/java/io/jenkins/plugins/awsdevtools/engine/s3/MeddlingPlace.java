package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.transfer.ThreadPlace;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferPlace;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A folder of this process in which something happens each time a job wants requests signed, just before it sends. */
final class MeddlingPlace implements TransferPlace {

    private final ThreadPlace place;
    private final Meddling meddling;
    private final AtomicInteger signed = new AtomicInteger();

    /** What happens. */
    @FunctionalInterface
    interface Meddling {
        /** @param time from 1 */
        void at(int time) throws Exception;
    }

    MeddlingPlace(Path root, Meddling meddling) {
        this.place = new ThreadPlace(root);
        this.meddling = meddling;
    }

    @Override
    public <D, R extends Serializable> Running<R> start(Class<D> type, D desk, Function<D, TransferJob<R>> job) {
        Object between =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("sign")) {
                        meddling.at(signed.incrementAndGet());
                    }
                    try {
                        return method.invoke(desk, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        return place.start(type, type.cast(between), job);
    }
}

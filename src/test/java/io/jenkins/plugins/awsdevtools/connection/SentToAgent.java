package io.jenkins.plugins.awsdevtools.connection;

import hudson.remoting.Channel;
import hudson.remoting.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/** Everything that a controller writes to an agent, as the bytes of its serialized callables, arguments and answers. */
public final class SentToAgent extends Channel.Listener {

    /** Commands hold requests, which hold callables; nothing of interest is deeper. */
    private static final int DEPTH = 4;

    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void onWrite(Channel channel, Command command, long blockSize) {
        try {
            read(command, 0);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** The bytes as Latin-1, in which words of the callables can be found. */
    public synchronized String text() {
        return text.toString();
    }

    private void read(Object value, int depth) throws IllegalAccessException {
        if (value instanceof byte[] bytes) {
            text.append(new String(bytes, StandardCharsets.ISO_8859_1));
        } else if (value instanceof Object[] arguments) {
            for (Object argument : arguments) {
                read(argument, depth);
            }
        } else if (value != null && !Proxy.isProxyClass(value.getClass())) {
            if (!value.getClass().getName().startsWith("hudson.remoting.")) {
                write(value);
            } else if (depth < DEPTH && !(value instanceof Channel)) {
                readFields(value, depth);
            }
        }
    }

    private void readFields(Object value, int depth) throws IllegalAccessException {
        for (Class<?> type = value.getClass();
                type.getName().startsWith("hudson.remoting.");
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    read(field.get(value), depth + 1);
                }
            }
        }
    }

    private void write(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (value instanceof Serializable) {
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            } catch (IOException holdsAProxy) {
                text.append(value);
            }
        }
        text.append(bytes.toString(StandardCharsets.ISO_8859_1));
    }
}

package holdfast.agent.web;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Bytes read as the JDK's server reads them, with its own parser, which is in no public package (hence {@code --add-opens
 * jdk.httpserver/sun.net.httpserver=ALL-UNNAMED}), and taken apart as its {@code ServerImpl.Exchange} does before it calls a handler.
 */
final class RequestBytes {
    private static final Constructor<?> REQUEST;
    private static final Method LINE;
    private static final Method HEADERS;

    static {
        try {
            Class<?> type = Class.forName("sun.net.httpserver.Request");
            REQUEST = type.getDeclaredConstructor(InputStream.class, OutputStream.class);
            LINE = type.getDeclaredMethod("requestLine");
            HEADERS = type.getDeclaredMethod("headers");
            REQUEST.setAccessible(true);
            LINE.setAccessible(true);
            HEADERS.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another JDK than 25", e);
        }
    }

    private RequestBytes() {}

    /** What a handler is called with; empty when the server refuses it or hangs up itself. */
    static Optional<PlayedExchange> exchange(byte[] bytes) {
        try {
            Object request = REQUEST.newInstance(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
            String line = (String) LINE.invoke(request);
            String[] words = line == null ? new String[0] : line.split(" ", 3);
            if (words.length < 3) {
                return Optional.empty();
            }
            URI uri = new URI(words[1]);
            Headers headers = (Headers) HEADERS.invoke(request);
            boolean found = uri.getPath() != null && uri.getPath().startsWith("/"); // no context otherwise
            return found ? Optional.of(new PlayedExchange(words[0], uri, headers)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception) {
                return Optional.empty(); // it closes the connection
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

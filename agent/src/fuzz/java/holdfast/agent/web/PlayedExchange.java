package holdfast.agent.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;

/** A request whose answer is kept; a reader of events goes away with the first. */
final class PlayedExchange extends HttpExchange {
    private static final InetSocketAddress SOMEBODY = new InetSocketAddress("127.0.0.1", 9650);

    private final String method;
    private final URI uri;
    private final Headers request;
    private final Headers response = new Headers();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private long announced;
    private int answers;
    private boolean closed;

    PlayedExchange(String method, URI uri, Headers request) {
        this.method = method;
        this.uri = uri;
        this.request = request;
    }

    int answers() {
        return answers;
    }

    boolean isClosed() {
        return closed;
    }

    /** As sendResponseHeaders() was told: -1 for none, 0 for as much as comes. */
    long announced() {
        return announced;
    }

    int written() {
        return body.size();
    }

    @Override
    public Headers getRequestHeaders() {
        return request;
    }

    @Override
    public Headers getResponseHeaders() {
        return response;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public InputStream getRequestBody() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream getResponseBody() {
        boolean stream = "text/event-stream".equals(response.getFirst("Content-Type"));
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                if (stream) {
                    throw new IOException("the reader has gone");
                }
                body.write(octet);
            }
        };
    }

    @Override
    public void sendResponseHeaders(int code, long length) {
        answers++;
        status = code;
        announced = length;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return SOMEBODY;
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return SOMEBODY;
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpPrincipal getPrincipal() {
        return null;
    }
}

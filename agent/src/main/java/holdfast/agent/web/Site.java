package holdfast.agent.web;

import com.sun.net.httpserver.HttpExchange;
import holdfast.agent.metrics.MetricsPage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is where on the listener. Everything is read only and answers within {@link WebLimits#ANSWER}, or its connection ends. */
public final class Site implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Site.class);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;

    private final Observer observer;
    private final Deadline deadline = new Deadline();
    private final Map<String, Maker> documents;
    private final ReentrantLock making = new ReentrantLock();
    private Optional<MetricsPage> metrics = Optional.empty(); // guarded by making

    /** Makes an answer. */
    @FunctionalInterface
    private interface Maker {
        Document make(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /**
     * All pages.
     *
     * @param observer knows how the daemon is doing
     * @param peerPages the other nodes' pages
     */
    public Site(Observer observer, List<URI> peerPages) {
        this.observer = observer;
        StatusDocument status = new StatusDocument(observer, peerPages);
        this.documents = Map.of("/metrics", this::metrics, "/status.json", status::make);
    }

    /** Answers one request and ends it. */
    void serve(HttpExchange exchange) throws IOException {
        try (Deadline.Running _ = deadline.within(WebLimits.ANSWER);
                exchange) {
            answer(exchange).send(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // too slow; the connection is closed
        }
    }

    private Document answer(HttpExchange exchange) throws IOException, InterruptedException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Document.words(NOT_ALLOWED, "Nothing can be changed here: only GET and HEAD");
        }
        Maker maker = documents.get(exchange.getRequestURI().getPath());
        if (maker == null) {
            return Document.words(NOT_FOUND, "There is /metrics and /status.json, and nothing here");
        }
        try {
            return maker.make(exchange);
        } catch (RuntimeException e) { // the JDK's server would say nothing
            LOG.error(
                    "{} cannot be shown, please report this",
                    exchange.getRequestURI().getPath(),
                    e);
            return Document.words(FAILED, "A mistake in Holdfast; its log says more");
        }
    }

    private Document metrics(HttpExchange exchange) throws InterruptedException {
        MetricsPage.Text text = metrics()
                .of(
                        observer.observe(),
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")));
        return new Document(OK, text.contentType(), text.bytes());
    }

    /** The first reader has it made: a daemon whose page alone is looked at needs no formats. */
    private MetricsPage metrics() {
        making.lock();
        try {
            if (metrics.isEmpty()) {
                metrics = Optional.of(new MetricsPage());
            }
            return metrics.get();
        } finally {
            making.unlock();
        }
    }

    @Override
    public void close() {
        deadline.close();
    }
}

package holdfast.agent.web;

import com.sun.net.httpserver.HttpExchange;
import holdfast.agent.events.Journal;
import holdfast.agent.metrics.MetricsPage;
import holdfast.agent.web.page.OverviewPage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is where on the listener. Everything is read only and answers within {@link WebLimits#ANSWER}, or its connection ends. */
public final class Site implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Site.class);
    private static final String EVENTS = "/events";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final int NO_ANSWER = 503;

    private final Observer observer;
    private final Interrupter interrupter = new Interrupter();
    private final Latest<Document> page;
    private final String policy;
    private final EventStream events;
    private final Map<String, Maker> documents;
    private final ReentrantLock making = new ReentrantLock();
    private final Map<String, Latest<MetricsPage.Text>> texts = new ConcurrentHashMap<>(); // by content type
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
     * @param journal knows what happened
     * @param peerPages the other nodes' pages
     */
    public Site(Observer observer, Journal journal, List<URI> peerPages) {
        this.observer = observer;
        StatusDocument status = new StatusDocument(observer, peerPages);
        OverviewPage overview = new OverviewPage(journal, peerPages);
        this.page = new Latest<>(observation -> html(overview, observation));
        this.policy = policy(peerPages);
        this.events = new EventStream(journal, interrupter);
        this.documents = Map.of(
                "/",
                this::page,
                "/metrics",
                this::metrics,
                "/status.json",
                status::make,
                "/holdfast.css",
                asset("holdfast.css", "text/css; charset=utf-8"),
                "/holdfast.js",
                asset("holdfast.js", "text/javascript; charset=utf-8"),
                "/holdfast.svg",
                asset("holdfast.svg", "image/svg+xml"));
    }

    /**
     * Answers one request and ends it.
     *
     * @param threads the calling thread is one of them
     */
    void serve(HttpExchange exchange, RequestThreads threads) throws IOException {
        threads.works();
        try {
            if (exchange.getRequestURI().getPath().equals(EVENTS)
                    && exchange.getRequestMethod().equals("GET")) {
                events.serve(exchange);
            } else {
                document(exchange, threads);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // too slow, or the end of the daemon; the connection is closed
        }
    }

    private void document(HttpExchange exchange, RequestThreads threads) throws IOException, InterruptedException {
        try (Interrupter.Running _ = interrupter.within(WebLimits.ANSWER);
                exchange) { // closing may wait for the rest of the request, too
            Document answer = answer(exchange);
            threads.waitsForClient();
            answer.send(exchange);
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
            return Document.words(
                    NOT_FOUND, "There is nothing here; the page is at /, and there are /metrics and /status.json");
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

    /** Nothing is loaded from elsewhere, nothing in the page itself is run, and nothing but the other nodes is asked. */
    private static String policy(List<URI> peerPages) {
        String others =
                peerPages.stream().map(page -> " " + WebSettings.origin(page)).collect(Collectors.joining());
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'" + others
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private Document page(HttpExchange exchange) throws InterruptedException {
        exchange.getResponseHeaders().set("Content-Security-Policy", policy);
        return page.of(observer.observe());
    }

    private static Document html(OverviewPage overview, Optional<Observation> observation) {
        byte[] bytes = overview.of(observation).getBytes(StandardCharsets.UTF_8);
        return new Document(observation.isPresent() ? OK : NO_ANSWER, "text/html; charset=utf-8", bytes);
    }

    /** Read when it is first asked for. */
    private static Maker asset(String name, String type) {
        return _ -> {
            try (InputStream in = OverviewPage.class.getResourceAsStream(name)) {
                return new Document(OK, type, in.readAllBytes());
            }
        };
    }

    private Document metrics(HttpExchange exchange) throws InterruptedException {
        Optional<String> accept =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"));
        MetricsPage formats = metrics();
        MetricsPage.Text text = texts.computeIfAbsent(
                        formats.contentType(accept), _ -> new Latest<>(observation -> formats.of(observation, accept)))
                .of(observer.observe());
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
        events.close();
        interrupter.close();
    }
}

package holdfast.agent.web;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener: the JDK's HTTP server on each address. An address that is not there yet is tried again: a network may come up later than
 * the daemon.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final long PATIENCE_MILLIS = 500;

    private final List<InetSocketAddress> addresses;
    private final Supplier<Site> site;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * A server that does nothing before {@link #start()}.
     *
     * @param addresses where it listens
     * @param site what it serves; made on the server's own thread
     */
    public WebServer(List<InetSocketAddress> addresses, Supplier<Site> site) {
        this.addresses = List.copyOf(addresses);
        this.site = site;
        this.thread = Thread.ofPlatform().name("web").daemon().unstarted(this::run);
    }

    /** Starts the thread and returns. Addresses that cannot be used are said in the log. */
    public void start() {
        thread.start();
    }

    private void run() {
        WebLimits.apply(addresses.size());
        List<HttpServer> open = new ArrayList<>();
        try (Site pages = site.get();
                RequestThreads threads = new RequestThreads(WebLimits.AT_ONCE, WebLimits.SLOW, WebLimits.PATIENCE)) {
            listen(open, exchange -> pages.serve(exchange, threads), threads);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) { // nobody else would say that this thread died
            LOG.error("The listener is closed, please report this", e);
        } finally {
            open.forEach(server -> server.stop(0)); // none of them waits for a thread any more
        }
    }

    /** Returns when the server is to be closed. */
    private void listen(List<HttpServer> open, HttpHandler handler, RequestThreads threads)
            throws InterruptedException {
        List<InetSocketAddress> missing = new ArrayList<>(addresses);
        Set<InetSocketAddress> said = new HashSet<>();
        do {
            missing.removeIf(address -> {
                try {
                    HttpServer server = HttpServer.create(address, WebLimits.BACKLOG);
                    server.createContext("/", handler);
                    server.setExecutor(threads);
                    server.start();
                    open.add(server);
                    LOG.info("Metrics and web page at {}", page(address));
                    return true;
                } catch (IOException e) {
                    if (said.add(address)) {
                        LOG.warn(
                                "Cannot listen at {}: {}; tried again every {} s",
                                page(address),
                                e.getMessage(),
                                RETRY.toSeconds());
                    }
                    return false;
                }
            });
        } while (!closing.await(missing.isEmpty() ? Long.MAX_VALUE : RETRY.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static String page(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? "*"
                : address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/";
    }

    /** Closes all connections. Returns when that is done, after half a second at the latest. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

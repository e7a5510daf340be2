package holdfast.agent.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.loop.LoopMeasurements;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.GivenStatus;
import holdfast.conf.model.Configuration;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/**
 * What Jazzer feeds with what arrives at the listener ({@code integration-tests/src/fuzz/run listener}). What the JDK's server makes of it is
 * answered once, by one of four statuses and never "a mistake in Holdfast", with as many bytes as were announced; the connection is let go,
 * nothing of the request gets into the headers of the answer but the address of a known page, and no more formats are kept than there are.
 */
public final class ListenerFuzzer implements Observer.Sources {
    private static final String PEER = "http://192.0.2.2:9650";
    private static final Observation OBSERVATION = GivenObservation.ofEverything();
    private static final Journal JOURNAL = new Journal("start", () -> GivenStatus.NOW, () -> 42);
    private static final Set<Integer> STATUSES = Set.of(200, 404, 405);
    private static final int MOST_FORMATS = 3;
    private static final RequestThreads THREADS =
            new RequestThreads(WebLimits.AT_ONCE, WebLimits.SLOW, Duration.ofSeconds(1));
    private static final Set<String> FORMATS = new HashSet<>();
    private static Site site;

    private ListenerFuzzer() {}

    /** Sets the bounds as the server does, before the JDK's classes read them. */
    public static void fuzzerInitialize() {
        WebLimits.apply(1);
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        JOURNAL.append(new Happening.Ordered("VI_1", "switchover", "root"));
        site = new Site(new Observer(new ListenerFuzzer()), JOURNAL, List.of(URI.create(PEER + "/")));
    }

    /** Jazzer's entry point: one input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Optional<PlayedExchange> exchange = RequestBytes.exchange(input);
        if (exchange.isPresent()) {
            serve(exchange.get());
            check(exchange.get());
        }
    }

    /** On a thread as the server has them. */
    private static void serve(PlayedExchange exchange)
            throws InterruptedException, TimeoutException, ExecutionException {
        CompletableFuture<Void> served = new CompletableFuture<>();
        THREADS.execute(() -> {
            try {
                site.serve(exchange, THREADS);
                served.complete(null);
            } catch (IOException e) {
                served.complete(null); // of a stream whose reader has gone
            } catch (RuntimeException | Error e) {
                served.completeExceptionally(e);
            }
        });
        served.get(20, TimeUnit.SECONDS);
    }

    private static void check(PlayedExchange exchange) {
        require(exchange.isClosed(), "keeps the connection");
        require(exchange.answers() == 1, "answers " + exchange.answers() + " times");
        require(STATUSES.contains(exchange.getResponseCode()), "answers " + exchange.getResponseCode());
        require(Math.max(0, exchange.announced()) == exchange.written(), "announces another length");
        String allowed = exchange.getResponseHeaders().getFirst("Access-Control-Allow-Origin");
        require(allowed == null || allowed.equals(PEER), "lets " + allowed + " read");
        if (exchange.getRequestURI().getPath().equals("/metrics") && exchange.getResponseCode() == 200) {
            FORMATS.add(exchange.getResponseHeaders().getFirst("Content-Type"));
            require(FORMATS.size() <= MOST_FORMATS, "keeps as many formats as are asked for: " + FORMATS);
        }
    }

    @Override
    public CompletableFuture<AgentStatus> status() {
        return CompletableFuture.completedFuture(OBSERVATION.status());
    }

    @Override
    public Configuration configuration() {
        return OBSERVATION.configuration();
    }

    @Override
    public Optional<CompletionStage<LvsListing>> servers() {
        return OBSERVATION.servers().map(CompletableFuture::completedFuture);
    }

    @Override
    public LoopMeasurements measurements() {
        return OBSERVATION.measurements();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}

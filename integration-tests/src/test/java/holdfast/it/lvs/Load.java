package holdfast.it.lvs;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Somebody who asks a service again and again, until closed. */
final class Load implements AutoCloseable {
    private static final int PAUSE_MILLIS = 40;

    /**
     * A request.
     *
     * @param at when it was begun, {@link System#nanoTime}
     * @param answer the name of the server, or {@code error: …}
     */
    record Request(long at, String answer) {
        boolean failed() {
            return answer.startsWith("error");
        }
    }

    private final List<Request> requests = new ArrayList<>(); // guarded by itself
    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    /** Begins at once, with patience: not one request is to fail. */
    Load(Namespace client, InetSocketAddress service) {
        this(client, service, Client.PATIENT_MILLIS);
    }

    /**
     * Begins at once.
     *
     * @param timeoutMillis after so much silence the next request is tried
     */
    Load(Namespace client, InetSocketAddress service, int timeoutMillis) {
        thread = Thread.ofPlatform().name("load").daemon().start(() -> {
            client.enter();
            ask(service, timeoutMillis);
        });
    }

    private void ask(InetSocketAddress service, int timeoutMillis) {
        try {
            while (true) {
                Request request = new Request(
                        System.nanoTime(),
                        Client.get(service, Addresses.front(false, "51"), timeoutMillis, exchanges::add));
                synchronized (requests) {
                    requests.add(request);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All requests so far. */
    List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** The connections of all requests so far. */
    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Those that failed. */
    List<String> failures() {
        return requests().stream().filter(Request::failed).map(Request::answer).toList();
    }

    /** The longest time without a good answer, in milliseconds, the time since the last one included. */
    long longestGapMillis() {
        List<Request> all = requests();
        long last = all.getFirst().at();
        long longest = 0;
        for (Request request : all) {
            if (!request.failed()) {
                longest = Math.max(longest, request.at() - last);
                last = request.at();
            }
        }
        return Math.max(longest, all.getLast().at() - last) / 1_000_000;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

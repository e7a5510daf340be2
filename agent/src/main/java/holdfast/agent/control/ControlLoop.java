package holdfast.agent.control;

import holdfast.agent.control.Conversation.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the clients until its thread is interrupted. */
final class ControlLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
    private static final int BUFFER_BYTES = 8192;

    /** Smaller ones are never refused: all clients together can have a few megabytes of them. */
    private static final int LARGE_REQUEST = 64 << 10;

    /** No file descriptors left: trying again at once would keep the thread busy. */
    private static final Duration REST_AFTER_FAILED_ACCEPT = Duration.ofSeconds(1);

    private final Selector selector;
    private final SocketFile file;
    private final SelectionKey door;
    private final PeerRule rule;
    private final Supplier<Map<String, ControlHandler>> commands;
    private final ControlLimits limits;
    private final Queue<SelectionKey> handled = new ConcurrentLinkedQueue<>(); // at most one entry a client
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private Map<String, ControlHandler> handlers = Map.of();
    private boolean rests;
    private long restsUntil;

    ControlLoop(
            Selector selector,
            SocketFile file,
            PeerRule rule,
            Supplier<Map<String, ControlHandler>> commands,
            ControlLimits limits)
            throws IOException {
        this.selector = selector;
        this.file = file;
        this.rule = rule;
        this.commands = commands;
        this.limits = limits;
        this.door = file.channel().register(selector, SelectionKey.OP_ACCEPT);
    }

    void run() throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            long now = System.nanoTime();
            rests = rests && restsUntil - now > 0;
            List<Conversation> clients = clients();
            long closed = nanosClosed(clients, now);
            door.interestOps(closed > 0 ? 0 : SelectionKey.OP_ACCEPT);
            selector.select(millisToWait(clients, closed, now));
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.equals(door)) {
                    letIn();
                } else {
                    advance(key);
                }
            }
            selector.selectedKeys().clear();
            for (SelectionKey key = handled.poll(); key != null; key = handled.poll()) {
                answer(key);
            }
            endTheLate(System.nanoTime());
        }
    }

    /** Those that are served. Keys of clients that were let go stay in the selector until it looks next. */
    private List<Conversation> clients() {
        List<Conversation> clients = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof Conversation client) {
                clients.add(client);
            }
        }
        return clients;
    }

    /** How long nobody is let in: there is no place, and nobody who has to give one up for the next. */
    private long nanosClosed(List<Conversation> clients, long now) {
        if (rests) {
            return restsUntil - now;
        }
        if (clients.size() < limits.clients()) {
            return 0;
        }
        long rest = limits.receiving().minus(limits.pressed()).toNanos();
        return slowest(clients)
                .map(client -> Math.max(0, client.deadline() - rest - now))
                .orElse(Long.MAX_VALUE);
    }

    /** Whose request has been arriving for the longest time. */
    private static Optional<Conversation> slowest(List<Conversation> clients) {
        return clients.stream()
                .filter(client -> client.phase() == Phase.RECEIVING)
                .min((one, other) -> Long.signum(one.deadline() - other.deadline()));
    }

    /** Until the first deadline; 0, which means for ever, when there is none. */
    private long millisToWait(List<Conversation> clients, long closed, long now) {
        long nanos = closed > 0 ? closed : Long.MAX_VALUE;
        for (Conversation client : clients) {
            nanos = Math.min(nanos, client.deadline() - now);
        }
        return nanos == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    /** Somebody is at the door. */
    private void letIn() {
        List<Conversation> clients = clients();
        if (clients.size() >= limits.clients()) {
            Optional<Conversation> slowest = slowest(clients);
            slowest.ifPresent(this::giveUpPlace);
            return; // there is room the next time
        }
        try {
            SocketChannel channel = file.channel().accept();
            if (channel != null) {
                welcome(channel);
            }
        } catch (IOException e) {
            LOG.warn("The control socket cannot take a client: {}", e.getMessage());
            rests = true;
            restsUntil = System.nanoTime() + REST_AFTER_FAILED_ACCEPT.toNanos();
        }
    }

    private void welcome(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(false);
            UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
            Conversation client = new Conversation(
                    channel,
                    peer.user().getName(),
                    limits.requestBytes(),
                    System.nanoTime() + limits.receiving().toNanos());
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ, client);
            if (!rule.admits(peer, file.path())) {
                send(key, client, Exchange.error(ErrorCode.NOT_ALLOWED, rule.refusal(peer)));
            }
        } catch (IOException e) {
            LOG.debug("A client of the control socket is lost: {}", e.getMessage());
            channel.close();
        }
    }

    private void advance(SelectionKey key) {
        if (!key.isValid() || !(key.attachment() instanceof Conversation client)) {
            return;
        }
        try {
            switch (client.phase()) {
                case RECEIVING -> {
                    if (client.receive(buffer)) {
                        handle(key, client);
                    } else if (client.arrived() > LARGE_REQUEST && arrivingBytes() > limits.arrivingBytes()) {
                        send(key, client, Exchange.error(ErrorCode.BUSY, "too many large requests; ask again"));
                    }
                }
                case HANDLING -> key.interestOps(0); // nothing is wanted from the client now
                case SENDING -> {
                    if (client.send()) {
                        close(client);
                    }
                }
            }
        } catch (IOException e) {
            lost(client, e);
        }
    }

    private void handle(SelectionKey key, Conversation client) throws IOException {
        if (client.isTooLarge()) {
            String message = "the request is longer than " + limits.requestBytes() + " bytes";
            send(key, client, Exchange.error(ErrorCode.TOO_LARGE, message));
            return;
        }
        if (handlers.isEmpty()) {
            handlers = commands.get();
        }
        key.interestOps(0);
        client.handledBy(Exchange.begin(client.takeRequest(), client.user(), handlers, () -> {
            handled.add(key);
            selector.wakeup();
        }));
        client.handleUntil(System.nanoTime() + patience(client).toNanos());
    }

    private Duration patience(Conversation client) {
        return client.exchange().flatMap(Exchange::patience).orElse(limits.handling());
    }

    /** A handler has finished; the client may have been given up by then. */
    private void answer(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Conversation client && client.phase() == Phase.HANDLING) {
            try {
                byte[] answer = client.exchange().orElseThrow().answer();
                if (unsentBytes() > 0 && unsentBytes() + answer.length > limits.unsentBytes()) {
                    answer = Exchange.error(ErrorCode.BUSY, "too many answers wait to be read; ask again");
                }
                send(key, client, answer);
            } catch (IOException e) {
                lost(client, e);
            }
        }
    }

    private int arrivingBytes() {
        return clients().stream().mapToInt(Conversation::arrived).sum();
    }

    private int unsentBytes() {
        return clients().stream().mapToInt(Conversation::unsentBytes).sum();
    }

    private void send(SelectionKey key, Conversation client, byte[] answer) throws IOException {
        client.answer(answer, System.nanoTime() + limits.sending().toNanos());
        if (client.send()) {
            close(client);
        } else {
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    private void endTheLate(long now) {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.isValid() && key.attachment() instanceof Conversation client && client.deadline() - now <= 0) {
                try {
                    end(key, client);
                } catch (IOException e) {
                    lost(client, e);
                }
            }
        }
    }

    private void end(SelectionKey key, Conversation client) throws IOException {
        switch (client.phase()) {
            case RECEIVING -> send(key, client, tooSlow(limits.receiving()));
            case HANDLING ->
                send(
                        key,
                        client,
                        Exchange.error(
                                ErrorCode.NO_ANSWER,
                                "the part of the daemon that knows did not answer within "
                                        + patience(client).toMillis() + " ms; what was asked for may still happen"));
            case SENDING -> close(client);
        }
    }

    private void giveUpPlace(Conversation client) {
        try {
            send(client.channel().keyFor(selector), client, tooSlow(limits.pressed()));
        } catch (IOException e) {
            lost(client, e);
        }
    }

    private static byte[] tooSlow(Duration after) {
        return Exchange.error(ErrorCode.TOO_SLOW, "no complete request after " + after.toMillis() + " ms");
    }

    private void close(Conversation client) {
        try {
            client.close(buffer);
        } catch (IOException e) {
            lost(client, e);
        }
    }

    /** The client went away; that is its own business. */
    private static void lost(Conversation client, IOException reason) {
        LOG.debug("A client of the control socket ({}) is lost: {}", client.user(), reason.getMessage());
        try {
            client.channel().close();
        } catch (IOException e) {
            LOG.debug("Closing it failed: {}", e.getMessage());
        }
    }

    /** Lets the clients go. */
    @Override
    public void close() {
        Thread.interrupted(); // the order to stop; it must not disturb what is left to do
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof Conversation client) {
                close(client);
            }
        }
    }
}

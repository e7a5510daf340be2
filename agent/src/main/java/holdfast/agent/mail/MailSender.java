package holdfast.agent.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends mails in the order of posting, on a thread of its own that starts with the first configuration that names a mail server. Any thread may
 * post; only {@link #close} waits.
 */
public final class MailSender {
    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);

    private final Supplier<Carrier> carriers;
    private final MailQueue queue = new MailQueue(); // guarded by this
    private Optional<MailRoute> route = Optional.empty(); // guarded by this
    private Thread thread; // guarded by this; null: not needed so far
    private Carrier carrier; // guarded by this; null: no mail so far
    private Optional<Mail> inHand = Optional.empty(); // guarded by this
    private boolean closing; // guarded by this
    private long posted; // guarded by this
    private long sent; // guarded by this
    private long givenUp; // guarded by this
    private long dropped; // guarded by this

    /**
     * What became of mails so far.
     *
     * @param sent taken by the server
     * @param givenUp not taken by the server
     * @param dropped never tried: too many were waiting
     * @param waiting not sent yet
     */
    public record Counts(long sent, long givenUp, long dropped, int waiting) {}

    /** A sender by SMTP, without a server so far. */
    public MailSender() {
        this(() -> new SmtpCarrier()); // not a method reference: that would load the class now
    }

    MailSender(Supplier<Carrier> carriers) {
        this.carriers = carriers;
    }

    /** Where mails go from now on, those that wait included; empty: nowhere. */
    public synchronized void update(Optional<MailRoute> next) {
        route = next;
        if (next.isPresent() && thread == null && !closing) {
            thread = Thread.ofPlatform().name("mail").daemon().start(this::run);
        }
        notifyAll();
    }

    /**
     * Sends a mail, soon; without a server it is forgotten.
     *
     * @param object what it is about
     * @param subject without {@code [router_id] } before it
     * @param body its text, lines ended by {@code \n}
     */
    public void post(String object, String subject, String body) {
        Instant at = Instant.now();
        synchronized (this) {
            if (route.isEmpty() || closing) {
                return;
            }
            String id = at.toEpochMilli() + "." + ProcessHandle.current().pid() + "." + ++posted;
            queue.add(new Mail(object, subject, body, at, id), System.nanoTime())
                    .ifPresent(lost -> {
                        dropped++;
                        LOG.warn("Too many mails wait, dropped without being sent: {}", lost.subject());
                    });
            notifyAll();
        }
    }

    /** What became of mails so far. */
    public synchronized Counts counts() {
        return new Counts(sent, givenUp, dropped, queue.size());
    }

    /**
     * Takes no more mails, and tries once to send those that wait.
     *
     * @param limit for all of them together
     */
    public void close(Duration limit) {
        Thread last;
        synchronized (this) {
            closing = true;
            last = thread;
            notifyAll();
        }
        if (last == null) {
            return;
        }
        try {
            if (!last.join(limit)) {
                abort();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void abort() {
        if (carrier != null) {
            carrier.abort();
        }
        inHand.ifPresent(mail -> giveUp(mail, "no time is left, the agent ends"));
        inHand = Optional.empty();
        giveUpAll("no time is left, the agent ends");
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                Optional<Job> job = take();
                if (job.isPresent()) {
                    deliver(job.get());
                } else {
                    rest();
                    more = await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) { // nobody else would say that this thread died
            LOG.error("No more mails are sent; please report this", e);
        }
    }

    /** A mail to try now. */
    private record Job(MailQueue.Waiting mail, MailRoute route, Carrier carrier) {}

    /** The next mail, if it is due. */
    private synchronized Optional<Job> take() {
        if (route.isEmpty() || !isDue()) {
            return Optional.empty();
        }
        if (carrier == null) {
            carrier = carriers.get();
        }
        MailQueue.Waiting next = queue.take().orElseThrow();
        inHand = Optional.of(next.mail());
        return Optional.of(new Job(next, route.get(), carrier));
    }

    private boolean isDue() {
        return !queue.isEmpty() && (closing || queue.nanosUntilDue(System.nanoTime()) == 0);
    }

    /** Not with the lock: the server may take its time to say goodbye, and nobody who posts may wait for that. */
    private void rest() {
        Carrier idle;
        synchronized (this) {
            idle = carrier;
        }
        if (idle != null) {
            idle.rest();
        }
    }

    /** Waits until something may be due; false at the end. */
    private synchronized boolean await() throws InterruptedException {
        while (!closing && (route.isEmpty() || !isDue())) {
            if (queue.isEmpty() || route.isEmpty()) {
                wait();
            } else {
                wait(queue.nanosUntilDue(System.nanoTime()) / 1_000_000 + 1);
            }
        }
        return !closing || (isDue() && route.isPresent());
    }

    private void deliver(Job job) {
        Mail mail = job.mail().mail();
        Outcome outcome;
        try {
            outcome = job.carrier().carry(mail, job.route());
        } catch (RuntimeException e) { // of the library: the next mail may be a better one
            outcome = new Outcome.Refused(e.toString());
        }
        synchronized (this) {
            if (inHand.isPresent()) { // else the end came first
                inHand = Optional.empty();
                conclude(job.mail(), outcome, job.route());
            }
        }
    }

    private void conclude(MailQueue.Waiting tried, Outcome outcome, MailRoute to) {
        long now = System.nanoTime();
        Mail mail = tried.mail();
        switch (outcome) {
            case Outcome.Sent(Optional<String> remark) -> {
                queue.succeeded();
                sent++;
                LOG.info("SMTP alert successfully sent: {}", mail.subject());
                remark.ifPresent(text -> LOG.warn("Mail '{}' was not taken for {}", mail.subject(), text));
            }
            case Outcome.Refused(String reason) -> {
                queue.succeeded();
                giveUp(mail, reason);
            }
            case Outcome.Deferred(String reason) -> failed(tried, queue.deferred(tried, now), reason, to, now);
            case Outcome.Unreachable(String reason) -> failed(tried, queue.unreachable(tried, now), reason, to, now);
        }
    }

    private void failed(MailQueue.Waiting tried, List<Mail> hopeless, String reason, MailRoute to, long now) {
        hopeless.forEach(mail -> giveUp(mail, reason));
        if (closing) {
            giveUpAll(reason);
        } else if (!queue.isEmpty()) {
            LOG.warn(
                    "Mail server {} port {}: {}; {} to send, '{}' first, next attempt in {} s",
                    to.host(),
                    to.port(),
                    reason,
                    queue.size() == 1 ? "1 mail" : queue.size() + " mails",
                    tried.mail().subject(),
                    Duration.ofNanos(queue.nanosUntilDue(now)).toSeconds());
        }
    }

    private void giveUpAll(String reason) {
        while (!queue.isEmpty()) {
            queue.take().ifPresent(late -> giveUp(late.mail(), reason));
        }
    }

    private void giveUp(Mail mail, String reason) {
        givenUp++;
        LOG.error("Mail '{}' was not sent: {}", mail.subject(), reason);
    }
}

package holdfast.drill.live;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.cli.operation.HandOverWatch;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.drill.measure.Outage;
import holdfast.drill.measure.PingProbe;
import holdfast.drill.scenario.Check;
import holdfast.linux.LinuxException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * An orderly switchover on a production pair, and back. What the daemon hears and this machine's pings are what it is judged by: while the
 * other node serves, the pings of this one go there.
 */
public final class LiveDrill {
    private static final Duration PING_EVERY = Duration.ofMillis(20);
    private static final Duration PING_PATIENCE = Duration.ofMillis(500);
    private static final Duration LONGEST_OUTAGE = Duration.ofMillis(250);
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final int ANSWER_SECONDS = 4;
    private static final double BUSY_MACHINE = 0.35;

    private final ControlClient client;
    private final LivePlan plan;
    private final boolean force;
    private final Consumer<String> progress;
    private final List<Check> checks = new ArrayList<>();
    private final List<String> timeline = new ArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final long began = System.nanoTime();

    private LiveDrill(ControlClient client, LivePlan plan, boolean force, Consumer<String> progress) {
        this.client = client;
        this.plan = plan;
        this.force = force;
        this.progress = progress;
    }

    /**
     * A drill of an instance or sync group that is MASTER here.
     *
     * @param force also where no other node is known to be there
     * @param progress is told each step
     * @throws LiveDrillException when that cannot be drilled
     */
    public static LiveDrill of(ControlClient client, String name, boolean force, Consumer<String> progress)
            throws LiveDrillException {
        try {
            return new LiveDrill(
                    client, LivePlan.of(client.ask(ControlClient.request("status")), name), force, progress);
        } catch (ControlFailure e) {
            throw new LiveDrillException(e.getMessage(), e);
        }
    }

    /** What will happen, for people. */
    public String intention() {
        return plan.text(holdSeconds());
    }

    /** Long enough to hear the successor a few times. */
    private double holdSeconds() {
        return Math.max(2, 3 * plan.interval());
    }

    /**
     * Does it. Whatever goes wrong, the addresses are taken back in the end.
     *
     * @throws LiveDrillException when the daemon refuses the beginning
     */
    public LiveReport run() throws LiveDrillException, InterruptedException {
        Instant startedAt = Instant.now();
        Thread hook = Thread.ofPlatform().name("take-back").unstarted(this::breakOff);
        Runtime.getRuntime().addShutdownHook(hook);
        Optional<PingProbe> pings = plan.pinged().flatMap(this::ping);
        try {
            Map<String, JsonNode> ended = handOver();
            if (ended.isEmpty() || ended.values().stream().anyMatch(HandOverWatch::isHandedOver)) {
                observeSuccessor(ended);
                back();
            } else {
                away.set(false);
            }
        } catch (ControlFailure e) {
            checks.add(failed("the daemon answers", "always", e.getMessage(), "its log tells more"));
        } finally {
            takeBackSilently();
            pings.ifPresent(probe -> judge(probe, startedAt));
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        return new LiveReport(
                new LiveReport.LivePlanView(plan.node(), plan.name(), plan.instances()), startedAt, checks, timeline);
    }

    private Optional<PingProbe> ping(InetAddress target) {
        try {
            PingProbe probe = PingProbe.here(target, PING_EVERY, PING_PATIENCE, _ -> {});
            return Optional.of(probe);
        } catch (LinuxException e) {
            note("no pings: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Map<String, JsonNode> handOver() throws LiveDrillException, ControlFailure {
        JsonNode begun;
        away.set(true); // from the moment when the daemon may do it
        try {
            begun = client.ask(
                    ControlClient.request("switchover").put("name", plan.name()).put("force", force));
        } catch (ControlFailure e) {
            away.set(false);
            throw new LiveDrillException(e.getMessage(), e);
        } finally {
            answered.countDown();
        }
        note("handing over: priority 0 said");
        Map<String, JsonNode> ended = new HandOverWatch(client).await(begun);
        double most = begun.path("patienceSeconds").asDouble();
        for (String instance : plan.instances()) {
            checks.add(handedOver(instance, Optional.ofNullable(ended.get(instance)), most));
        }
        return ended;
    }

    private Check handedOver(String instance, Optional<JsonNode> event, double most) {
        String expected = "within %.2f s".formatted(most);
        if (event.isEmpty() || !HandOverWatch.isHandedOver(event.get())) {
            return failed(
                    instance + " is taken over",
                    expected,
                    event.map(HandOverWatch::text).orElse("nothing was heard of it"),
                    "Is the other node's daemon running, with this VRID, and not in FAULT? 'holdfast status' there tells");
        }
        double after = event.get().path("afterSeconds").asDouble();
        String who = event.get().path("successor").asText();
        note("%s: %s after %.2f s".formatted(instance, who.isEmpty() ? "with its sync group" : who, after));
        return new Check(
                instance + " is taken over",
                expected,
                "%.2f s%s".formatted(after, who.isEmpty() ? ", with its sync group" : ", by " + who),
                after <= most + BUSY_MACHINE ? Check.Outcome.HELD : Check.Outcome.FAILED,
                "the slowest backup's Skew_Time");
    }

    /** The successor is heard all the time, and this node leaves it alone. */
    private void observeSuccessor(Map<String, JsonNode> ended) throws ControlFailure, InterruptedException {
        long until = System.nanoTime() + (long) (holdSeconds() * 1e9);
        double longest = 0;
        boolean stayed = true;
        while (System.nanoTime() - until < 0) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            for (JsonNode instance : instances()) {
                stayed &= instance.path("state").asText().equals("BACKUP");
                longest = Math.max(longest, silence(instance));
            }
        }
        double most = 1.1 * plan.interval() + BUSY_MACHINE;
        String who = ended.values().stream()
                .map(event -> event.path("successor").asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("the other node");
        checks.add(new Check(
                who + " advertises",
                "every %.2f s".formatted(plan.interval()),
                "longest silence %.2f s".formatted(longest),
                longest <= most ? Check.Outcome.HELD : Check.Outcome.FAILED,
                "A master that is heard badly is taken over from: look for loss on the link, or load over there"));
        checks.add(new Check(
                "this node stays BACKUP",
                "for %.1f s".formatted(holdSeconds()),
                stayed ? "it did" : "it did not",
                stayed ? Check.Outcome.HELD : Check.Outcome.FAILED,
                "'holdfast history' tells what happened"));
    }

    private static double silence(JsonNode instance) {
        String master = instance.path("master").path("address").asText();
        for (JsonNode peer : instance.path("peers")) {
            if (peer.path("address").asText().equals(master)) {
                return peer.path("last").path("agoSeconds").asDouble();
            }
        }
        return 0;
    }

    private void back() throws ControlFailure, InterruptedException {
        long from = System.nanoTime();
        note("taking back");
        client.ask(ControlClient.request("switchover.back").put("name", plan.name()));
        away.set(false);
        double most = plan.patience() + BUSY_MACHINE;
        List<String> masters = masters();
        while (masters.size() < plan.instances().size() && System.nanoTime() - from < most * 1e9) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            masters = masters();
        }
        double took = (System.nanoTime() - from) / 1e9;
        boolean all = masters.size() == plan.instances().size();
        checks.add(
                new Check(
                        "it comes back",
                        "within %.2f s".formatted(plan.patience()),
                        all ? "%.2f s".formatted(took) : "MASTER of " + (masters.isEmpty() ? "nothing" : masters),
                        all ? Check.Outcome.HELD : Check.Outcome.FAILED,
                        "Is the priority here the higher one ('holdfast why')? Else run 'holdfast switchover' on the other node"));
        if (all) {
            note("MASTER again after %.2f s".formatted(took));
            settle();
        }
    }

    /** A moment later there is one master, and it has its addresses. */
    private void settle() throws ControlFailure, InterruptedException {
        Thread.sleep((long) (plan.interval() * 1500));
        List<String> rivals = new ArrayList<>();
        int missing = 0;
        for (JsonNode instance : instances()) {
            for (JsonNode peer : instance.path("peers")) {
                boolean recent = peer.path("last").path("agoSeconds").asDouble() < plan.interval();
                if (peer.path("speaking").asBoolean() && recent) {
                    rivals.add(peer.path("address").asText());
                }
            }
            for (JsonNode address : instance.path("addresses")) {
                missing += address.path("present").asBoolean() ? 0 : 1;
            }
        }
        checks.add(new Check(
                "nobody else advertises",
                "nobody",
                rivals.isEmpty() ? "nobody" : String.join(", ", rivals),
                rivals.isEmpty() ? Check.Outcome.HELD : Check.Outcome.FAILED,
                "That node does not hear this one: is there a firewall, or another VLAN?"));
        checks.add(new Check(
                "the addresses are back",
                "all of them",
                missing == 0 ? "all" : missing + " are missing",
                missing == 0 ? Check.Outcome.HELD : Check.Outcome.FAILED,
                "'holdfast status' names them"));
    }

    private List<JsonNode> instances() throws ControlFailure {
        List<JsonNode> ours = new ArrayList<>();
        for (JsonNode instance : client.ask(ControlClient.request("status")).path("instances")) {
            if (plan.instances().contains(instance.path("instance").asText())) {
                ours.add(instance);
            }
        }
        return ours;
    }

    private List<String> masters() throws ControlFailure {
        List<String> masters = new ArrayList<>();
        for (JsonNode instance : instances()) {
            if (instance.path("state").asText().equals("MASTER")) {
                masters.add(instance.path("instance").asText());
            }
        }
        return masters;
    }

    private void judge(PingProbe probe, Instant startedAt) {
        Instant until = Instant.now().minus(PING_PATIENCE);
        probe.close();
        List<Outage> outages = probe.log().outages(startedAt, until);
        int asked = probe.log().between(startedAt, until).size();
        int lost = outages.stream().mapToInt(Outage::lost).sum();
        Duration longest =
                outages.stream().map(Outage::length).max(Duration::compareTo).orElse(Duration.ZERO);
        checks.add(new Check(
                "pings to " + plan.pinged().map(InetAddress::getHostAddress).orElse("") + " from this node",
                "no longer without an answer than " + LONGEST_OUTAGE.toMillis() + " ms",
                "%d of %d lost, longest %d ms without an answer".formatted(lost, asked, longest.toMillis()),
                longest.compareTo(LONGEST_OUTAGE) <= 0 ? Check.Outcome.HELD : Check.Outcome.FAILED,
                "Does the other node answer pings to the address, and does it announce it (gratuitous ARP)?"));
    }

    /** Ctrl-C, at whatever moment; returns when everything is as before, or it is known what is not. */
    private void breakOff() {
        try {
            boolean known = answered.await(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (!known || away.getAndSet(false)) {
                TakingBack.Pause pause = () -> Thread.sleep(BETWEEN_LOOKS_MILLIS);
                progress.accept(new TakingBack(client::ask, pause, plan).await());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** On the way out there is nobody left to tell. */
    private void takeBackSilently() {
        if (away.compareAndSet(true, false)) {
            try {
                client.ask(ControlClient.request("switchover.back").put("name", plan.name()));
            } catch (ControlFailure e) {
                progress.accept("not taken back: " + e.getMessage());
            }
        }
    }

    private static Check failed(String subject, String expected, String measured, String explanation) {
        return new Check(subject, expected, measured, Check.Outcome.FAILED, explanation);
    }

    private void note(String what) {
        String line = "%6.2f s  %s".formatted((System.nanoTime() - began) / 1e9, what);
        timeline.add(line);
        progress.accept(line);
    }
}

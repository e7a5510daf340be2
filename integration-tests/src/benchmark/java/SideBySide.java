import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.AgentProcess;
import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Cidr;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.Lab;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Observation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Holdfast beside keepalived, measured from outside in one run on one machine, so that its noise falls on both: by turns for
 * starts, at the same time for everything else. Figures of two runs are not comparable, the ratios are.
 */
final class SideBySide {
    private static final int VRID = 51;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** RFC 9568, 6.1, for advert_int 0.2 and priority 100: 3 x 0.2 s + 0.2 s x 156/256. */
    private static final Duration DOWN_INTERVAL = Duration.ofNanos(721_875_000);

    private SideBySide() {}

    /** A program with a lab of its own: node a, node b, and everything seen of them. */
    private static final class Contender implements AutoCloseable {
        private final Lab lab = Lab.open();
        private final Path execTime = lab.directory().resolve("exec-time");
        private final AgentProcess tested;
        private final AgentProcess rival;
        private final Observation seen;

        /** The program runs through a script that notes when it becomes the program; {@code $EPOCHREALTIME} costs no process. */
        Contender(String program, String options) throws IOException {
            Path script = lab.directory().resolve("start");
            Files.writeString(script, """
                    #!/bin/bash
                    echo "$EPOCHREALTIME" >%s
                    exec %s "$@" %s
                    """.formatted(execTime, program, options));
            if (!script.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + script + " executable");
            }
            Bridge network = lab.addNetwork();
            tested = new AgentProcess(host("tested", 2, network), new AgentKind.Holdfast(script));
            rival = new AgentProcess(host("rival", 1, network), new AgentKind.Keepalived());
            seen = Observation.begin(lab, List.of(tested.host(), rival.host()));
        }

        private Host host(String name, int number, Bridge network) {
            Host host = lab.addHost(name);
            host.plug(network, "eth0", List.of(Cidr.parse("192.0.2." + number + "/24")));
            return host;
        }

        Instant execTime() {
            try {
                BigDecimal seconds = new BigDecimal(Files.readString(execTime).strip());
                return Instant.ofEpochSecond(0, seconds.movePointRight(9).longValueExact());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Fact.Advert firstAdvert(AgentProcess agent, Instant since) {
            String host = agent.host().name();
            if (!seen.await(() -> !claims(host, since).isEmpty(), PATIENCE)) {
                throw new IllegalStateException(host + " sends no advert; see its log:\n" + read(agent.log()));
            }
            return claims(host, since).getFirst();
        }

        List<Fact.Advert> claims(String host, Instant since) {
            return seen.adverts(host, VRID, since).stream()
                    .filter(advert -> !advert.isRelease())
                    .toList();
        }

        @Override
        public void close() {
            try (lab) {
                seen.close();
            }
        }
    }

    /** What one program showed, in milliseconds, one figure a run; memory in megabytes. */
    private record Figures(List<Double> starts, double megabytes, List<Double> deviations, List<Double> lateness) {}

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        Duration watch = Duration.ofSeconds(arguments.length > 2 ? Long.parseLong(arguments[2]) : 60);
        try (Contender holdfast = new Contender(arguments[0], "");
                Contender keepalived = new Contender("keepalived", "-G");
                ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            start(holdfast);
            start(keepalived);
            for (int run = 0; run < runs; run++) {
                ours.add(start(holdfast));
                theirs.add(start(keepalived));
            }
            Future<Figures> one = both.submit(rest(holdfast, ours, watch, runs));
            Future<Figures> other = both.submit(rest(keepalived, theirs, watch, runs));
            print(one.get(), other.get(), runs, watch);
        }
    }

    private static Callable<Figures> rest(Contender contender, List<Double> starts, Duration watch, int runs) {
        return () -> {
            contender.tested.start(conf(255, "0.1"));
            contender.firstAdvert(contender.tested, Instant.now());
            Thread.sleep(Duration.ofSeconds(5));
            double megabytes = megabytes(contender.tested.running().pid());
            List<Double> deviations = deviations(contender, watch);
            contender.tested.stop(PATIENCE);
            return new Figures(starts, megabytes, deviations, lateness(contender, runs));
        };
    }

    /** From exec to the first advert of an address owner. */
    private static double start(Contender contender) {
        Instant before = contender.tested.start(conf(255, "1"));
        Fact.Advert first = contender.firstAdvert(contender.tested, before);
        double milliseconds = milliseconds(Duration.between(contender.execTime(), first.at()));
        contender.tested.stop(PATIENCE);
        return milliseconds;
    }

    /** How far each period of an advert every 100 ms is from 100 ms. */
    private static List<Double> deviations(Contender contender, Duration watch) throws InterruptedException {
        Instant since = Instant.now();
        Thread.sleep(watch);
        List<Double> deviations = new ArrayList<>();
        List<Fact.Advert> adverts = contender.claims("tested", since);
        for (int next = 1; next < adverts.size(); next++) {
            Duration period =
                    Duration.between(adverts.get(next - 1).at(), adverts.get(next).at());
            deviations.add(Math.abs(milliseconds(period) - 100));
        }
        return deviations;
    }

    /** How much later than Active_Down_Interval after the last advert of a frozen master the first own one comes. */
    private static List<Double> lateness(Contender contender, int runs) throws InterruptedException {
        contender.tested.start(conf(100, "0.2"));
        contender.rival.start(conf(150, "0.2"));
        List<Double> lateness = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            contender.firstAdvert(contender.rival, Instant.now());
            Thread.sleep(Duration.ofMillis(1_500));
            Instant frozen = contender.rival.freeze();
            Instant takeover =
                    contender.firstAdvert(contender.tested, frozen).at();
            Instant last = contender.claims("rival", Instant.EPOCH).getLast().at();
            lateness.add(milliseconds(Duration.between(last.plus(DOWN_INTERVAL), takeover)));
            contender.rival.thaw();
            Thread.sleep(Duration.ofMillis(300));
        }
        return lateness;
    }

    /** Proportional set size (proc_pid_smaps(5)) of a process and all it has started. */
    private static double megabytes(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        long kilobytes = Stream.concat(Stream.of(process), process.descendants())
                .flatMap(one -> read(Path.of("/proc/" + one.pid() + "/smaps_rollup")).lines())
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        return kilobytes / 1024.0;
    }

    private static void print(Figures ours, Figures theirs, int runs, Duration watch) {
        System.out.printf(Locale.ROOT, "%-52s %10s %10s %7s%n", "", "holdfast", "keepalived", "ratio");
        row("exec to first advert, median of " + runs + ", ms", at(0.5, ours.starts()), at(0.5, theirs.starts()));
        row("exec to first advert, longest, ms", at(1, ours.starts()), at(1, theirs.starts()));
        row("memory with one instance (PSS), MB", ours.megabytes(), theirs.megabytes());
        String periods = "advert period of 100 ms, " + watch.toSeconds() + " s: deviation ";
        row(periods + "p50, ms", at(0.5, ours.deviations()), at(0.5, theirs.deviations()));
        row(periods + "p99, ms", at(0.99, ours.deviations()), at(0.99, theirs.deviations()));
        row(periods + "max, ms", at(1, ours.deviations()), at(1, theirs.deviations()));
        row("takeover later than computed, least of " + runs + ", ms", at(0, ours.lateness()), at(0, theirs.lateness()));
        row("takeover later than computed, median, ms", at(0.5, ours.lateness()), at(0.5, theirs.lateness()));
        row("takeover later than computed, longest, ms", at(1, ours.lateness()), at(1, theirs.lateness()));
    }

    private static void row(String what, double ours, double theirs) {
        System.out.printf(Locale.ROOT, "%-52s %10.2f %10.2f %7.2f%n", what, ours, theirs, ours / theirs);
    }

    private static double at(double share, List<Double> figures) {
        List<Double> sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }

    private static double milliseconds(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static String conf(int priority, String interval) {
        return """
                vrrp_instance VI_1 {
                    state %s
                    interface eth0
                    version 3
                    virtual_router_id %d
                    priority %d
                    advert_int %s
                    virtual_ipaddress {
                        192.0.2.100/24
                    }
                }
                """.formatted(priority == 255 ? "MASTER" : "BACKUP", VRID, priority, interval);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // a process that has ended meanwhile has no memory, and one that never began no log
        }
    }
}

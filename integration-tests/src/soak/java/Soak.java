import holdfast.drill.lab.LabException;
import holdfast.drill.lab.StaleLabs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random faults, one after the other, until the time is over; then a report. See docs/soak.md. */
final class Soak {
    private static final String RIGHTFUL = "At rest exactly the rightful node has each address";
    private static final String SETTLES = "All is well again soon after a fault";
    private static final String LOGGED = "No error and no stack trace in the log";
    private static final String PUNCTUAL = "Adverts of an undisturbed master come before another would take over (intervals)";
    private static final String POSSIBLE = "What the soak does can be done";
    private static final String NOTHING_LEFT = "Nothing is left of the lab";
    private static final Duration SETTLE_PATIENCE = Duration.ofSeconds(25);
    private static final Duration END_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STABLE = Duration.ofMillis(1_500);
    private static final int MOST_BREAKS = 200;
    private static final int EPISODES_A_REPORT = 20;

    private final long seed;
    private final String launcher;
    private final Path directory;
    private final Instant began = Instant.now();
    private final Instant deadline;
    private final Random random;
    private final Segment segment;
    private final Tally tally;
    private final Judge judge;
    private final Faults faults;
    private final Leftovers leftovers;
    private final Logs logs = new Logs();
    private final Resources resources;
    private volatile boolean interrupted;
    private volatile boolean over;
    private int number;

    private Soak(String launcher, Duration length, long seed) throws IOException {
        this.launcher = launcher;
        this.seed = seed;
        String given = System.getenv("SOAK_DIRECTORY");
        directory = given == null ? Files.createTempDirectory("soak-") : Files.createDirectories(Path.of(given));
        deadline = began.plus(length);
        random = new Random(seed);
        segment = new Segment(Path.of(launcher), options());
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(main)));
        tally = new Tally(this::broken);
        leftovers = new Leftovers(segment, tally);
        judge = new Judge(segment, tally);
        faults = new Faults(segment, random, tally, leftovers, Set.copyOf(words("SOAK_FAULTS", ",")));
        resources = new Resources(directory.resolve("resources.txt"));
    }

    /** Ctrl-C ends the episode and prints the report all the same. */
    private void end(Thread main) {
        try {
            interrupted = true;
            if (!over) {
                main.join(END_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        segment.lab.close();
    }

    private static List<String> options() {
        List<String> options = new ArrayList<>(List.of("--log-format", "json"));
        options.addAll(words("SOAK_OPTIONS", " "));
        return options;
    }

    private static List<String> words(String variable, String separator) {
        String text = System.getenv(variable);
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split(separator, -1));
    }

    public static void main(String[] arguments) throws Exception {
        StaleLabs.clean();
        Soak soak = new Soak(arguments[0], Duration.ofMinutes(Long.parseLong(arguments[1])), Long.parseLong(arguments[2]));
        int status = soak.run();
        soak.over = true;
        if (!soak.interrupted) {
            System.exit(status);
        }
    }

    private int run() throws Exception {
        say("seed " + seed + ", until " + deadline.truncatedTo(ChronoUnit.SECONDS) + ", files in " + directory);
        try (segment) {
            segment.start();
            tally.context("the start");
            settle(Instant.now(), Duration.ofSeconds(40));
            judge.begin();
            while (!interrupted && Instant.now().isBefore(deadline) && tally.breaks().size() < MOST_BREAKS) {
                survive(faults.next());
                if (number % EPISODES_A_REPORT == 0) {
                    Files.writeString(directory.resolve("report.md"), report());
                }
            }
            tally.context("the end");
            for (Node node : segment.holdfasts()) {
                attempt(() -> {
                    node.stop();
                    leftovers.check(node);
                });
            }
            resources.judge("n4", tally);
        }
        String left = Shell.attempt("ip", "netns", "list").lines().filter(line -> line.startsWith(segment.lab.prefix())).toList().toString();
        tally.check(NOTHING_LEFT, left.equals("[]") && !Files.exists(segment.lab.directory()), left);
        List<Double> lateness = segment.watch.lateness();
        lateness.forEach(one -> tally.measure(PUNCTUAL, one, 3, "", ""));
        String report = report();
        Files.writeString(directory.resolve("report.md"), report);
        System.out.print("\n" + report);
        return tally.breaks().isEmpty() ? 0 : 1;
    }

    /** What goes wrong in the soak itself is told, and ends the episode only. */
    private void survive(List<Fault> some) throws Exception {
        try {
            episode(some);
        } catch (LabException e) {
            if (interrupted) {
                return;
            }
            tally.check(POSSIBLE, false, e.toString());
            restartAll();
        }
    }

    private String report() {
        return Report.write(tally, judge, resources, segment.watch.lateness(), launcher, seed, began, number);
    }

    private void episode(List<Fault> some) throws Exception {
        number++;
        Instant from = Instant.now();
        segment.watch.disturbed();
        Set<Instance> movedAtRest = segment.watch.takeMoved();
        Episode begun = new Episode(number, some, from, from, from, from, from);
        tally.context(begun + ", seed " + seed);
        tally.check(Judge.STILL, movedAtRest.isEmpty(), Judge.names(movedAtRest));
        say(begun.toString());
        for (Fault fault : some) {
            attempt(fault.inject());
            pause(Duration.ofMillis(some.size() > 1 ? random.nextInt(2_000) : 0));
        }
        pause(some.getFirst().hold());
        Instant healing = Instant.now();
        some.forEach(fault -> attempt(fault.heal()));
        Instant healed = Instant.now();
        boolean settled = settle(healed, SETTLE_PATIENCE);
        Instant rest = Instant.now();
        Set<Instance> movedInTrouble = segment.watch.takeMoved();
        segment.watch.quiet(rest);
        holdfastRightly();
        pause(Duration.ofMillis(random.nextInt(2_000, 4_000)));
        Instant until = Instant.now();
        judge.judge(new Episode(number, some, from, healing, healed, rest, until), movedInTrouble, segment.watch.takeMoved());
        readLogs();
        say("  settled after " + Duration.between(healed, rest).toMillis() + " ms" + (settled ? "" : ": NOT"));
        if (!settled) {
            restartAll();
        }
        segment.holdfasts().forEach(resources::look);
    }

    /** A step that cannot be done is a break as well: the agent is not there, or refuses. */
    private void attempt(Fault.Step step) {
        try {
            step.run();
        } catch (Exception e) {
            tally.check(POSSIBLE, false, e.toString());
        }
    }

    /** Waits until the rightful have everything, have said so, and nothing has moved for a while. */
    private boolean settle(Instant since, Duration patience) {
        Instant latest = since.plus(patience);
        while (!interrupted) {
            Instant now = Instant.now();
            List<String> wrong = segment.instances.stream().filter(one -> !isRight(one, since)).map(Instance::name).toList();
            Instant stable = segment.watch.lastMove().isAfter(since) ? segment.watch.lastMove() : since;
            if (wrong.isEmpty() && now.isAfter(stable.plus(STABLE))) {
                tally.measure(SETTLES, Judge.seconds(Duration.between(since, now)), Judge.seconds(patience), " s", "");
                return true;
            }
            if (now.isAfter(latest)) {
                String holders = segment.instances.stream().map(one -> one.name() + segment.watch.holders(one)).toList().toString();
                tally.check(SETTLES, false, wrong + " of " + holders);
                return false;
            }
            pause(Duration.ofMillis(50));
        }
        return false;
    }

    private boolean isRight(Instance one, Instant since) {
        Set<String> holders = segment.watch.holders(one);
        return holders.size() == 1
                && one.rightful().map(holders::contains).orElse(true)
                && segment.watch.lastAdvert(holders.iterator().next(), one).isAfter(since);
    }

    /** The kernels' own word at rest, address by address. */
    private void holdfastRightly() {
        for (Node node : segment.nodes.values()) {
            String held = node.host.ip(List.of("-o", "address", "show"));
            for (Instance one : segment.instances) {
                boolean should = segment.watch.holders(one).equals(Set.of(node.name));
                for (String address : one.addresses()) {
                    boolean has = held.contains(" " + address.split("/", 2)[0] + "/");
                    tally.check(RIGHTFUL, has == should, node + (has ? " has " : " has not ") + address + " of " + one.name());
                }
            }
            tally.check(RIGHTFUL, !held.contains(" " + Conf.EXTRA + "/"), node + " has " + Conf.EXTRA);
        }
    }

    private void readLogs() throws IOException {
        for (Node node : segment.holdfasts()) {
            List<String> bad = logs.bad(node);
            tally.check(LOGGED, bad.isEmpty(), node + ": " + String.join(" / ", bad));
        }
    }

    /** Only after something was broken: from a clean start, so that the next episode tells something. */
    private void restartAll() {
        say("  everything is started anew");
        for (Node node : segment.nodes.values()) {
            if (node.agent.isRunning()) {
                node.agent.kill();
            }
            node.removeVirtualAddresses();
            attempt(node::start);
        }
        settle(Instant.now(), Duration.ofSeconds(40));
        judge.begin();
    }

    private void broken(String what) {
        say("  BROKEN: " + what);
        Logs.keep(segment, directory.resolve("broken-" + tally.breaks().size()));
    }

    private static void say(String line) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }
}

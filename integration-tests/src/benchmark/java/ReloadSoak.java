import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.AgentProcess;
import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Cidr;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.Lab;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Observation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A master that reads its configuration again and again, each time as soon as it has done so; seen from outside. */
final class ReloadSoak {
    private static final int VRID = 51;
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CHECKPOINTS = 10;
    private static final int TICKS_PER_SECOND = 100;

    /** What a log, a journal of events and statistics may come to hold more, in kilobytes. */
    private static final long HEAP_SLACK = 512;

    private ReloadSoak() {}

    /** How the process is: numbers, and kilobytes after a collection. */
    private record Figures(
            int reloads,
            long descriptors,
            long threads,
            long resident,
            long proportional,
            long heap,
            long metaspace,
            long codeCache,
            double cpuSeconds) {}

    /** The daemon's log, read as it grows. */
    private static final class Log {
        private final Path file;
        private long position;
        private String rest = "";

        Log(Path file) {
            this.file = file;
        }

        /** Waits for the line that ends a reload, and for nothing in it that should not be there. */
        void awaitReloaded() throws IOException, InterruptedException {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() - until < 0) {
                for (String line : lines()) {
                    if (line.contains("Reload refused") || line.contains("Reload failed")) {
                        throw new IllegalStateException(line);
                    }
                    if (line.contains("Reloaded: ")) {
                        return;
                    }
                }
                Thread.sleep(1);
            }
            throw new IllegalStateException("no reload within " + PATIENCE.toSeconds() + " s; see " + file);
        }

        private List<String> lines() throws IOException {
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
                open.seek(position);
                byte[] more = new byte[(int) Math.min(open.length() - position, 1 << 20)];
                open.readFully(more);
                position += more.length;
                String[] parts = (rest + new String(more, StandardCharsets.UTF_8)).split("\n", -1);
                rest = parts[parts.length - 1];
                return List.of(parts).subList(0, parts.length - 1);
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        int reloads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
        try (Lab lab = Lab.open()) {
            Bridge network = lab.addNetwork();
            Host host = lab.addHost("master");
            host.plug(network, "eth0", List.of(Cidr.parse("192.0.2.1/24")));
            Path watched = Files.writeString(lab.directory().resolve("watched"), "0\n");
            AgentProcess agent = new AgentProcess(host, new AgentKind.Holdfast(Path.of(arguments[0])));
            try (Observation seen = Observation.begin(lab, List.of(host))) {
                Instant before = agent.start(conf(watched, 0));
                if (!seen.await(() -> !seen.adverts("master", VRID, before).isEmpty(), PATIENCE)) {
                    throw new IllegalStateException("no advert; see " + agent.log());
                }
                List<Figures> figures = soak(agent, watched, reloads, arguments[1]);
                List<Fact.Advert> adverts = seen.adverts("master", VRID, before);
                boolean good = isUninterrupted(adverts) & isFlat(figures);
                Files.readString(agent.log())
                        .lines()
                        .filter(line -> line.contains("The VRRP loop "))
                        .forEach(System.out::println);
                agent.stop(PATIENCE);
                System.exit(good ? 0 : 1);
            }
        }
    }

    private static List<Figures> soak(AgentProcess agent, Path watched, int reloads, String jcmd) throws Exception {
        List<Figures> figures = new ArrayList<>();
        Log log = new Log(agent.log());
        System.out.printf(
                Locale.ROOT,
                "%8s %6s %8s %9s %9s %9s %10s %10s %14s%n",
                "reloads", "files", "threads", "RSS kB", "PSS kB", "heap kB", "meta kB", "code kB", "CPU ms/reload");
        Instant began = Instant.now();
        for (int reload = 1; reload <= reloads; reload++) {
            agent.reload(conf(watched, reload / 2));
            log.awaitReloaded();
            if (reload % Math.max(1, reloads / CHECKPOINTS) == 0) {
                figures.add(look(agent.running().pid(), reload, jcmd));
                print(figures);
            }
        }
        System.out.printf(Locale.ROOT, "%d reloads in %d s%n", reloads, Duration.between(began, Instant.now()).toSeconds());
        return figures;
    }

    /** One of eight addresses, the priority and the weight of a script are others every second time. */
    private static String conf(Path watched, int round) {
        StringBuilder addresses = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            addresses.append("        192.0.2.").append(100 + i + (i == 7 ? round % 2 : 0)).append("/24\n");
        }
        return """
                global_defs {
                    router_id master
                    enable_script_security
                    script_user root
                }
                vrrp_track_file watched {
                    file %s
                }
                vrrp_script fine {
                    script "/bin/true"
                    interval 2
                    weight %d
                }
                vrrp_instance VI_1 {
                    interface eth0
                    version 3
                    virtual_router_id %d
                    priority %d
                    advert_int 0.1
                    virtual_ipaddress {
                %s    }
                    track_script {
                        fine
                    }
                    track_file {
                        watched weight 1
                    }
                    notify /bin/true
                }
                """.formatted(watched, 2 + round % 2, VRID, 200 + round % 2, addresses);
    }

    private static Figures look(long pid, int reloads, String jcmd) throws Exception {
        run(jcmd, pid, "GC.run");
        Path proc = Path.of("/proc/" + pid);
        String heap = run(jcmd, pid, "GC.heap_info");
        String memory = Files.readString(proc.resolve("smaps_rollup"));
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new Figures(
                reloads,
                entries(proc.resolve("fd")),
                entries(proc.resolve("task")),
                number(memory, "Rss: +(\\d+) kB"),
                number(memory, "Pss: +(\\d+) kB"),
                sum(heap, "(?:DefNew|Tenured|def new generation|tenured generation) +total \\d+K, used (\\d+)K"),
                number(run(jcmd, pid, "VM.metaspace", "basic"), "Metaspace +used (\\d+)K"),
                number(run(jcmd, pid, "Compiler.codecache"), "used=(\\d+)Kb"),
                (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND);
    }

    private static String run(String jcmd, long pid, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of(jcmd, Long.toString(pid)));
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(words + ": " + output);
        }
        return output;
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no '" + pattern + "' in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static long sum(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    private static void print(List<Figures> figures) {
        Figures now = figures.getLast();
        Figures before = figures.size() > 1 ? figures.get(figures.size() - 2) : new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0);
        System.out.printf(
                Locale.ROOT,
                "%8d %6d %8d %9d %9d %9d %10d %10d %14.2f%n",
                now.reloads(),
                now.descriptors(),
                now.threads(),
                now.resident(),
                now.proportional(),
                now.heap(),
                now.metaspace(),
                now.codeCache(),
                (now.cpuSeconds() - before.cpuSeconds()) * 1000 / (now.reloads() - before.reloads()));
    }

    private static boolean isUninterrupted(List<Fact.Advert> adverts) {
        long missed = 0;
        Duration longest = Duration.ZERO;
        long released = adverts.stream().filter(Fact.Advert::isRelease).count();
        for (int next = 1; next < adverts.size(); next++) {
            Duration gap = Duration.between(adverts.get(next - 1).at(), adverts.get(next).at());
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            missed += Math.max(0, Math.round(gap.toNanos() / (double) INTERVAL.toNanos()) - 1);
        }
        System.out.printf(
                Locale.ROOT,
                "%d adverts, one each %d ms: %d missed, %d of priority 0, longest gap %.1f ms%n",
                adverts.size(),
                INTERVAL.toMillis(),
                missed,
                released,
                longest.toNanos() / 1e6);
        return missed == 0 && released == 0;
    }

    /**
     * From the first tenth, when everything was used once, to the end. What a collection leaves of the heap goes up and down with what was under
     * way just then: the least of the second half counts.
     */
    private static boolean isFlat(List<Figures> all) {
        Figures first = all.getFirst();
        Figures last = all.getLast();
        long heap = leastHeap(all.subList(all.size() / 2, all.size())) - leastHeap(all.subList(0, (all.size() + 1) / 2));
        boolean flat = last.descriptors() <= first.descriptors()
                && last.threads() <= first.threads()
                && heap <= HEAP_SLACK;
        System.out.printf(
                Locale.ROOT,
                "from %d to %d reloads: files %+d, threads %+d, RSS %+d kB, least heap %+d kB, metaspace %+d kB, code %+d kB: %s%n",
                first.reloads(),
                last.reloads(),
                last.descriptors() - first.descriptors(),
                last.threads() - first.threads(),
                last.resident() - first.resident(),
                heap,
                last.metaspace() - first.metaspace(),
                last.codeCache() - first.codeCache(),
                flat ? "flat" : "it grows");
        return flat;
    }

    private static long leastHeap(List<Figures> figures) {
        return figures.stream().mapToLong(Figures::heap).min().orElseThrow();
    }
}

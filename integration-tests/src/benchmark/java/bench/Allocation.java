package bench;

import holdfast.drill.lab.AgentProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the thread of the running daemon that speaks VRRP allocates for each advert: of a master for one it sends, of a backup for one it hears.
 * All of it is counted: sockets, the renewal of addresses, what is kept for {@code status}. The virtual machine itself tells
 * ({@code jcmd PID Thread.print -e}, {@code allocated=} of a thread).
 */
final class Allocation {
    private static final double INTERVAL = 0.1;
    private static final String LOOP = "main";
    private static final Pattern ALLOCATED = Pattern.compile("^\"" + LOOP + "\".* allocated=(\\d+)(B|K|M|G)?", Pattern.MULTILINE);

    private Allocation() {}

    /** Arguments: the launcher, then how many seconds (default 20). */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        Duration watch = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 20);
        // The daemon leaves signals to others (-Xrs), so that jcmd has to find it listening.
        Program program = new Program("Holdfast", "env JAVA_TOOL_OPTIONS=-XX:+StartAttachListener " + arguments[0], "");
        System.out.printf("%-30s %18s %18s%n", "bytes for each advert", "master, sent", "backup, heard");
        for (int instances : new int[] {1, 50, 250}) {
            try (Contender contender = Contender.unwatched(program, 1)) {
                contender.tested().start(Conf.manyInstances(instances, 255, INTERVAL));
                // jcmd finds a process by its number in its namespace, in the one /tmp of all: no two may have the same.
                contender.rival().host().run(List.of("true"));
                contender.rival().start(Conf.manyInstances(instances, 100, INTERVAL));
                Usage.awaitMaster(contender.tested(), instances / INTERVAL);
                Usage master = new Usage(contender.tested());
                long sentBefore = allocated(contender.tested());
                long heardBefore = allocated(contender.rival());
                long began = System.nanoTime();
                Thread.sleep(watch);
                double adverts = master.packetsSentASecond() * (System.nanoTime() - began) / 1e9;
                long sent = allocated(contender.tested()) - sentBefore;
                long heard = allocated(contender.rival()) - heardBefore;
                System.out.printf(
                        "%-30s %18.0f %18.0f%n", instances + " instances every 100 ms", sent / adverts, heard / adverts);
            }
        }
        System.exit(0);
    }

    private static long allocated(AgentProcess agent) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process jcmd = new ProcessBuilder(
                        java.toString(), Long.toString(agent.running().pid()), "Thread.print", "-e")
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher thread = ALLOCATED.matcher(output);
        if (jcmd.waitFor() != 0 || !thread.find()) {
            throw new IOException("jcmd does not tell of thread " + LOOP + ": " + output);
        }
        String unit = thread.group(2);
        int shift = unit == null ? 0 : 10 * "BKMG".indexOf(unit);
        return Long.parseLong(thread.group(1)) << shift;
    }
}

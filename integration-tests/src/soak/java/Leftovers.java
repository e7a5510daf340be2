import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether an agent that was stopped in order has left anything in its node. */
final class Leftovers {
    private static final String PROMISE = "An orderly stop leaves nothing";
    private static final List<String> FILES = List.of("agent.pid", "agent.sock", "agent-adverts.bin", "agent-resume.txt");
    private static final Pattern CHANGING = Pattern.compile(" (valid_lft|expires|cache).*");

    private final Tally tally;
    private final Map<Node, Set<String>> before = new HashMap<>();

    /** Looks at nodes where no agent has run yet. */
    Leftovers(Segment segment, Tally tally) {
        this.tally = tally;
        segment.holdfasts().forEach(node -> before.put(node, state(node)));
    }

    void check(Node node) {
        Set<String> left = new TreeSet<>(state(node));
        left.removeAll(before.get(node));
        FILES.stream().filter(name -> Files.exists(node.host.directory().resolve(name))).forEach(left::add);
        tally.check(PROMISE, left.isEmpty(), node + ": " + left);
    }

    private static Set<String> state(Node node) {
        Set<String> state = new HashSet<>();
        String[][] questions = {
            {"-o", "address"}, {"-br", "link"}, {"route", "show", "table", "all"}, {"-6", "route", "show", "table", "all"},
            {"rule"}, {"-6", "rule"}, {"maddress"}
        };
        for (String[] question : questions) {
            // Only what an interface is called and whose it is: whether it runs is the faults' business.
            boolean names = List.of(question).contains("link");
            node.host.ip(List.of(question)).lines()
                    .map(line -> names ? line.split("[@ ]", 2)[0] : CHANGING.matcher(line).replaceAll(""))
                    .map(line -> line.replaceAll("^\\d+:\\s+|\\\\|linkdown|dead", "").replaceAll("\\s+", " ").strip())
                    .map(line -> String.join(" ", question) + ": " + line)
                    .forEach(state::add);
        }
        Shell.attempt("ip", "netns", "exec", node.host.namespace(), "nft", "list", "tables").lines().forEach(state::add);
        state.addAll(sockets(node));
        state.addAll(processes(node));
        return state;
    }

    /** Raw, packet and Unix sockets have no owner's name here: their number tells. */
    private static Set<String> sockets(Node node) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("raw", "raw6", "packet")) {
            long count = node.host.run(List.of("cat", "/proc/net/" + table)).lines().count() - 1;
            if (count > 0) {
                sockets.add(count + " sockets in " + table);
            }
        }
        return sockets;
    }

    private static Set<String> processes(Node node) {
        Set<String> processes = new HashSet<>();
        String space = namespace(node.host.initPid());
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != node.host.initPid() && namespace(process.pid()).equals(space))
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> !line.isEmpty())
                .forEach(processes::add);
        return processes;
    }

    private static String namespace(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/pid")).toString();
        } catch (IOException e) {
            return "gone " + pid;
        }
    }
}

package holdfast.it.lvs;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The procedures of docs/operations.md, run as they stand there on a director in a guest, while a client goes on asking. Only what a reader would
 * put in is put in: addresses, and an editor that makes the change.
 *
 * <p>Arguments: where to write what was seen, the document, the launcher of the agent.
 */
final class OperationsScenario {
    private static final Path CONFIGURATION = Path.of("/etc/keepalived/keepalived.conf");
    private static final Path PID = Path.of("/run/d1.pid");
    private static final String VIRTUAL = Addresses.front(false, Addresses.NAT);
    private static final String SERVICE = IpvsTable.service("TCP", false, Addresses.NAT, Addresses.HTTP);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A first check may come as late as this. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Cluster cluster = new Cluster();
    private final Namespace director = cluster.machine("d1");
    private final Steps steps;
    private final String document;
    private final String launcher;

    private OperationsScenario(Path directory, Path document, String launcher) throws IOException {
        this.steps = new Steps(directory.resolve("steps"));
        this.document = Files.readString(document);
        this.launcher = launcher;
    }

    /** See {@link OperationsScenario}. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        OperationsScenario scenario = new OperationsScenario(directory, Path.of(arguments[1]), arguments[2]);
        Process agent = scenario.start(directory.resolve("d1.log"));
        scenario.run();
        agent.destroy();
        System.exit(0); // what serves and asks in the background ends here
    }

    private Process start(Path log) throws IOException {
        List.of("r1", "r2", "r3").forEach(name -> new WebServer(cluster.machine(name)).start());
        Files.createDirectories(CONFIGURATION.getParent());
        Files.writeString(CONFIGURATION, configuration());
        return new ProcessBuilder(
                        List.of("ip", "netns", "exec", "d1", launcher, "-n", "-l", "-G", "-p", PID.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private void run() {
        steps.step("the director serves with two real servers", () -> {
            InetAddress virtual = InetAddress.ofLiteral(VIRTUAL);
            steps.await("it is master", PATIENCE, () -> director.holds(virtual));
            awaitServers("r1", "r2");
        });
        steps.step("a real server is added without one failed request", () -> {
            String output = underLoad(
                    "### Add a real server",
                    "$i\\ real_server 10.20.0.13 80 {\\n  weight 1\\n"
                            + "  TCP_CHECK {\\n   connect_timeout 3\\n  }\\n }");
            steps.check("it was planned", output, output.contains("+ real server [10.20.0.13]:tcp:80"));
            awaitServers("r1", "r2", "r3");
        });
        steps.step("its weight changes without one failed request", () -> {
            String output = underLoad("### Change a real server", "/10.20.0.13/,/weight/s/weight 1/weight 3/");
            steps.check("it was planned", output, output.contains("weight 1 to 3; connections live on"));
            int weight = IpvsTable.of(director).weight(SERVICE, "r3").orElse(0);
            steps.check("the weight in the table", weight, weight == 3);
        });
        steps.step("it is drained and removed without one failed request", () -> {
            String output = underLoad("### Remove a real server", "/10.20.0.13/,/^ }/d");
            steps.check("it was planned", output, output.contains("- real server [10.20.0.13]:tcp:80"));
            awaitServers("r1", "r2");
        });
        steps.step("what was saved comes back", () -> {
            String saved = Files.readString(CONFIGURATION);
            String output = shell(
                    blocks("## Backup and restore").getFirst()
                            + "\nsed -i 's/weight 1/weight 9/' $conf\nholdfast reload\n"
                            + blocks("## Backup and restore").get(1),
                    "true");
            steps.check("the way back was planned", output, output.contains("weight 9 to 1; connections live on"));
            String restored = Files.readString(CONFIGURATION);
            steps.check("the file is as it was", restored, restored.equals(saved));
            awaitServers("r1", "r2");
        });
    }

    private void awaitServers(String... names) throws InterruptedException {
        List<String> wanted = List.of(names);
        steps.awaitLasting(
                "its real servers are " + wanted,
                PATIENCE,
                SETTLED,
                () -> IpvsTable.of(director).servers(SERVICE).equals(wanted));
    }

    private String underLoad(String heading, String edit) throws IOException {
        try (Load load = new Load(cluster.machine("client"), Addresses.service(false, Addresses.NAT, Addresses.HTTP))) {
            String output = shell(blocks(heading).getFirst(), edit);
            steps.see("requests", load.requests().size());
            steps.check("failures", load.failures(), load.failures().isEmpty());
            return output;
        }
    }

    /** The commands below a heading of the document, block by block. */
    private List<String> blocks(String heading) {
        int from = document.indexOf("\n" + heading);
        Matcher next = Pattern.compile("\n## ").matcher(document);
        int until = next.find(from + heading.length()) ? next.start() : document.length();
        return Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL)
                .matcher(document)
                .region(from, until)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** Runs commands on the director; an error of one ends them. */
    private String shell(String commands, String edit) throws IOException {
        Path editor = Files.writeString(Path.of("/run/editor"), "#!/bin/sh\nsed -i '" + edit + "' \"$1\"\n");
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwxr-xr-x"));
        String text = """
                set -eu
                export EDITOR=/run/editor
                holdfast() {
                    case $1 in
                        check) %1$s "$@" ;;
                        *) %1$s "$@" -p %2$s ;;
                    esac
                }
                """.formatted(launcher, PID)
                + commands.replaceAll("(?m)^virtual=.*$", "virtual=" + VIRTUAL + ":80")
                        .replaceAll("(?m)^server=.*$", "server=10.20.0.13:80");
        Path script = Files.writeString(Path.of("/run/commands"), text);
        return director.run("bash", script.toString());
    }

    private static String configuration() {
        return """
                global_defs {
                 router_id d1
                }
                vrrp_instance VI_1 {
                 interface eth0
                 version 3
                 virtual_router_id 51
                 priority 150
                 advert_int 0.5
                 virtual_ipaddress {
                  %s/32 dev eth0
                  %s/24 dev eth1
                 }
                }
                virtual_server %s 80 {
                 delay_loop 1
                 lvs_sched wrr
                 lvs_method NAT
                 protocol TCP
                 alpha
                %s%s}
                """.formatted(VIRTUAL, Addresses.back(false, "1"), VIRTUAL, realServer("r1"), realServer("r2"));
    }

    private static String realServer(String name) {
        return """
                 real_server %s 80 {
                  weight 1
                  TCP_CHECK {
                   connect_timeout 3
                  }
                 }
                """.formatted(Addresses.server(false, name));
    }
}

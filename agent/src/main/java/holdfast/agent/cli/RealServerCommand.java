package holdfast.agent.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.realserver.Inspection;
import holdfast.agent.realserver.LinuxRealServerKernel;
import holdfast.agent.realserver.ListeningPorts;
import holdfast.agent.realserver.Preparation;
import holdfast.agent.realserver.RealServerException;
import holdfast.agent.realserver.RealServerKernel;
import holdfast.agent.realserver.SavedState;
import holdfast.agent.realserver.ServedAddress;
import holdfast.agent.realserver.ServedAddress.Way;
import holdfast.agent.realserver.ServedAddresses;
import holdfast.agent.realserver.Withdrawal;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseResult;
import holdfast.linux.AddressText;
import holdfast.linux.KernelAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast real-server}: prepares the machine behind a director for LVS-DR and LVS-TUN. */
@Command(
        name = "real-server",
        description = {
            "Prepares this machine as a real server of LVS-DR or LVS-TUN: the virtual address",
            "on lo (or tunl0, ip6tnl0), and the settings that keep it silent about it.",
            "",
            "  up     does that; the settings come first. Nothing is lost by doing it twice.",
            "  down   undoes exactly what 'up' did.",
            "  check  changes nothing; says what is missing, and the command that mends it.",
            "",
            "The order that loses no request. Taking a server out: stop the service (or, on",
            "the director, 'holdfast lvs drain'), wait until the director has taken it out,",
            "then 'down'. Putting one in: 'up', start the service, then it is taken in by",
            "itself.",
            "",
            "  holdfast real-server up --vip 192.168.1.200 --port 80",
            "  holdfast real-server check --conf keepalived.conf",
            "  holdfast real-server down",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done; with check: nothing is missing",
            "1:not done; with check: something is missing",
            "2:wrong command line",
            "4:not allowed, or the configuration file cannot be used"
        })
public final class RealServerCommand implements Runnable {
    /** Which addresses; picocli fills it in. */
    static final class Addresses {
        @Option(names = "--vip", paramLabel = "ADDRESS", description = "A virtual address; may be repeated.")
        private List<String> vips = new ArrayList<>();

        @Option(
                names = "--port",
                paramLabel = "PORT",
                description = "With --vip: a port of the service, on each of these addresses; may be repeated.")
        private List<Integer> ports = new ArrayList<>();

        @Option(
                names = "--tun",
                description = "With --vip: packets come through an IPIP tunnel (TUN), not directly (DR).")
        private boolean tunnel;

        @Option(
                names = {"--conf", "-f"},
                paramLabel = "FILE",
                description =
                        "The directors' keepalived.conf: the addresses of the virtual servers whose real server this machine is.")
        private Optional<String> conf = Optional.empty();

        @Option(
                names = "--state",
                paramLabel = "FILE",
                description = "What 'up' has done (default: /run/holdfast/real-server.json).")
        private Path state = SavedState.DEFAULT;

        @Mixin
        private JsonOption json;

        @Mixin
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private HelpOption help;
    }

    /** What is done once the kernel can be talked to. */
    private interface Action {
        int on(RealServerKernel kernel) throws RealServerException, IOException;
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private HelpOption help;

    /** For picocli, which fills in the fields. */
    public RealServerCommand() {}

    @Override
    public void run() {
        throw wrong("what? One of up, down, check");
    }

    @Command(name = "up", description = "Puts the virtual addresses on this machine and keeps it silent about them.")
    int up(@Mixin Addresses addresses) {
        return perform(kernel -> {
            List<ServedAddress> served = wanted(addresses, kernel);
            List<String> done = new Preparation(kernel, SavedState.read(addresses.state)).prepare(served);
            report(addresses, done, "everything is as it should be already");
            return ExitStatus.OK.code();
        });
    }

    @Command(name = "down", description = "Takes off what 'up' has put there; without addresses all of it.")
    int down(
            @Mixin Addresses addresses,
            @Option(names = "--force", description = "Even if the service still listens.") boolean force) {
        return perform(kernel -> {
            SavedState state = SavedState.read(addresses.state);
            Set<InetAddress> chosen = (isNamed(addresses) ? wanted(addresses, kernel) : state.addresses())
                    .stream().map(ServedAddress::address).collect(Collectors.toSet());
            List<ServedAddress> served = state.addresses().stream()
                    .filter(one -> chosen.contains(one.address()))
                    .toList();
            if (served.isEmpty() && isNamed(addresses)) {
                throw refusal("'up' has put none of these addresses on this machine, so there is nothing to undo");
            }
            if (!force) {
                refuseWhileServing(served, addresses.ports);
            }
            List<String> done = new Withdrawal(kernel, state)
                    .withdraw(served.stream().map(ServedAddress::address).toList());
            report(addresses, done, "there is nothing to undo");
            return ExitStatus.OK.code();
        });
    }

    @Command(name = "check", description = "Says what is missing, and the command that mends it.")
    int check(@Mixin Addresses addresses) {
        return perform(kernel -> {
            List<ServedAddress> served = isNamed(addresses)
                    ? wanted(addresses, kernel)
                    : SavedState.read(addresses.state).addresses();
            if (served.isEmpty()) {
                throw wrong("which address? Name it with --vip, or the directors' file with --conf");
            }
            List<Inspection.Finding> findings =
                    new Inspection(kernel, ListeningPorts.read(Path.of("/proc/net"))).inspect(served);
            if (addresses.json.isGiven()) {
                var missing = JsonNodeFactory.instance.arrayNode();
                findings.forEach(finding ->
                        missing.addObject().put("what", finding.what()).put("remedy", finding.remedy()));
                say(JsonNodeFactory.instance
                        .objectNode()
                        .set("missing", missing)
                        .toString());
                return (findings.isEmpty() ? ExitStatus.OK : ExitStatus.FATAL).code();
            }
            for (Inspection.Finding finding : findings) {
                say(finding.what());
                say("    " + finding.remedy());
            }
            if (findings.isEmpty()) {
                say("nothing is missing for "
                        + served.stream()
                                .map(one -> AddressText.of(one.address()))
                                .collect(Collectors.joining(", ")));
            }
            return findings.isEmpty() ? ExitStatus.OK.code() : ExitStatus.FATAL.code();
        });
    }

    private void report(Addresses addresses, List<String> done, String nothing) {
        if (addresses.json.isGiven()) {
            var lines = JsonNodeFactory.instance.arrayNode();
            done.forEach(lines::add);
            say(JsonNodeFactory.instance.objectNode().set("done", lines).toString());
        } else if (done.isEmpty()) {
            say(nothing);
        } else {
            done.forEach(this::say);
        }
    }

    private int perform(Action action) {
        try (LinuxRealServerKernel kernel = LinuxRealServerKernel.open()) {
            return action.on(kernel);
        } catch (RealServerException e) {
            return fail(e.getMessage(), ExitStatus.FATAL);
        } catch (AccessDeniedException e) {
            return fail("not allowed to write " + e.getFile() + ": be root", ExitStatus.CANNOT_RUN);
        } catch (IOException e) {
            return fail(String.valueOf(e.getMessage()), ExitStatus.FATAL);
        }
    }

    private static boolean isNamed(Addresses addresses) {
        return !addresses.vips.isEmpty() || addresses.conf.isPresent();
    }

    private List<ServedAddress> wanted(Addresses addresses, RealServerKernel kernel)
            throws RealServerException, IOException {
        if (addresses.conf.isPresent() == !addresses.vips.isEmpty()) {
            throw wrong("which address? Name it with --vip, or the directors' file with --conf");
        }
        if (addresses.conf.isPresent()) {
            return configured(addresses.conf.get(), kernel);
        }
        List<ServedAddress> served = new ArrayList<>();
        for (String vip : addresses.vips) {
            try {
                served.add(new ServedAddress(
                        InetAddress.ofLiteral(vip),
                        addresses.tunnel ? Way.TUNNEL : Way.DIRECT,
                        Set.copyOf(addresses.ports)));
            } catch (IllegalArgumentException e) {
                throw wrong("'" + vip + "' after --vip is no address; write it without a prefix, as 192.168.1.200");
            }
        }
        return served;
    }

    private List<ServedAddress> configured(String file, RealServerKernel kernel)
            throws RealServerException, IOException {
        ParseResult result = ConfigurationReader.read(new FileSourceLoader(), file, NodeFacts.now(Optional.empty()));
        if (result.hasErrors()) {
            throw refusal(file + " cannot be used; 'holdfast check " + file + "' explains why");
        }
        Set<InetAddress> own =
                kernel.addresses().stream().map(KernelAddress::address).collect(Collectors.toSet());
        return ServedAddresses.of(result.configuration(), own);
    }

    private void refuseWhileServing(List<ServedAddress> served, List<Integer> alsoPorts)
            throws RealServerException, IOException {
        ListeningPorts listening = ListeningPorts.read(Path.of("/proc/net"));
        for (ServedAddress one : served) {
            Set<Integer> ports = new TreeSet<>(one.ports());
            ports.addAll(alsoPorts);
            ports.removeIf(port -> !listening.isListening(one.address(), port));
            ports.addAll(listening.portsOf(one.address()));
            if (!ports.isEmpty()) {
                throw refusal("the service still listens on port "
                        + ports.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " of "
                        + AddressText.of(one.address())
                        + ": stop it first and wait until the director has taken this server out, or requests are lost"
                        + " (--force does it all the same)");
            }
        }
    }

    private static RealServerException refusal(String message) {
        return new RealServerException(message);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    private int fail(String message, ExitStatus status) {
        spec.commandLine().getErr().println("holdfast real-server: " + message);
        return status.code();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package holdfast.agent.doctor;

import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.doctor.machine.DaemonState;
import holdfast.agent.doctor.machine.InstanceView;
import holdfast.agent.doctor.machine.Network;
import holdfast.agent.doctor.machine.Programs;
import holdfast.agent.doctor.machine.SystemFiles;
import holdfast.agent.doctor.machine.Wire;
import holdfast.agent.doctor.segment.Capture;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.MacAddress;
import holdfast.linux.PacketReceiver;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** A node that tests put together: eth0 (number 2) with 192.0.2.1/24 is there from the beginning, nothing else. */
public final class Given {
    public static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
    private static final int UP_BROADCAST_RUNNING_MULTICAST = 0x1 | 0x2 | 0x40 | 0x1000;

    /** One instance as people have it. */
    public static final String INSTANCE = """
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                priority 100
                advert_int 1
                authentication {
                    auth_type PASS
                    auth_pass s3cr3tpw
                }
                virtual_ipaddress {
                    192.0.2.100/24
                }
            }
            """;

    private String file = INSTANCE;
    private final List<InterfaceInfo> links = new ArrayList<>();
    private final List<KernelAddress> addresses = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, Programs.Answer> answers = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Map<InetAddress, Set<MacAddress>> holders = new HashMap<>();
    private final Set<InetAddress> answering = new HashSet<>();
    private DaemonState daemon = new DaemonState.Absent("there is no control socket");
    private OptionalLong keepalived = OptionalLong.empty();
    private Optional<Capture> capture = Optional.empty();

    public Given() {
        link(2, "eth0", UP_BROADCAST_RUNNING_MULTICAST, 0, "veth");
        address(2, "192.0.2.1", 24);
    }

    public Given file(String text) {
        file = text;
        return this;
    }

    public Given link(int index, String name, int flags, int base, String kind) {
        links.removeIf(link -> link.index() == index);
        links.add(new InterfaceInfo(index, name, flags, Optional.of(MAC), 1500, base, kind));
        return this;
    }

    /** Makes all interfaces so small. */
    public Given mtu(int bytes) {
        links.replaceAll(link -> new InterfaceInfo(
                link.index(), link.name(), link.flags(), link.mac(), bytes, link.baseIndex(), link.kind()));
        return this;
    }

    public Given address(int index, String address, int prefixLength) {
        return address(KernelAddress.of(index, InetAddress.ofLiteral(address), prefixLength));
    }

    public Given address(KernelAddress address) {
        addresses.add(address);
        return this;
    }

    public Given setting(String path, String value) {
        settings.put(path, value);
        return this;
    }

    public Given program(String command, String output) {
        answers.put(command, new Programs.Answer.Ended(0, output, ""));
        return this;
    }

    public Given program(String command, int status, String errors) {
        answers.put(command, new Programs.Answer.Ended(status, "", errors));
        return this;
    }

    public Given content(String path, String text) {
        files.put(path, text);
        return this;
    }

    public Given holder(String address, String mac) {
        holders.computeIfAbsent(InetAddress.ofLiteral(address), _ -> new HashSet<>())
                .add(MacAddress.parse(mac));
        return this;
    }

    public Given answering(String address) {
        answering.add(InetAddress.ofLiteral(address));
        return this;
    }

    public Given keepalived(long pid) {
        keepalived = OptionalLong.of(pid);
        return this;
    }

    public Given capture(Capture heard) {
        capture = Optional.of(heard);
        return this;
    }

    public Given daemon(DaemonState state) {
        daemon = state;
        return this;
    }

    /** A daemon whose only instance is in this state for an hour. */
    public Given running(String state, Optional<String> master, InstanceView.Peer... peers) {
        return daemon(new DaemonState.Running(
                812, "0.1.0", "test.conf", List.of(view(state, master, List.of(), peers)), List.of(), false));
    }

    public static InstanceView view(
            String state, Optional<String> master, List<String> troubles, InstanceView.Peer... peers) {
        return new InstanceView(
                "VI_1",
                state,
                Duration.ofHours(1),
                "because",
                100,
                Duration.ofSeconds(1),
                troubles,
                master.map(InetAddress::ofLiteral),
                List.of(peers));
    }

    /** A node that advertised priority 150 so many milliseconds ago. */
    public static InstanceView.Peer peer(String address, long millisAgo) {
        return new InstanceView.Peer(
                InetAddress.ofLiteral(address),
                false,
                Optional.of(Duration.ofMillis(millisAgo)),
                150,
                0,
                Optional.empty());
    }

    /** A node of which 5 packets were refused, the last so many milliseconds ago. */
    public static InstanceView.Peer refused(String address, String reason, String detail, long millisAgo) {
        return new InstanceView.Peer(
                InetAddress.ofLiteral(address),
                false,
                Optional.empty(),
                0,
                5,
                Optional.of(new InstanceView.Rejection(Duration.ofMillis(millisAgo), reason, detail)));
    }

    public Subject subject() {
        return new Subject(
                new CheckedConfiguration(
                        "test.conf",
                        ConfigurationReader.read(loader(), "test.conf", ParseEnvironment.ofHost("a")),
                        List.of()),
                network(),
                daemon,
                keepalived,
                capture);
    }

    private SourceLoader loader() {
        return new SourceLoader() {
            @Override
            public List<String> glob(String directory, String pattern) {
                return List.of();
            }

            @Override
            public ReadOutcome read(String path) {
                return new Content(file.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private Network network() {
        return new Network() {
            @Override
            public List<InterfaceInfo> links() {
                return links;
            }

            @Override
            public List<KernelAddress> addresses() {
                return addresses;
            }

            @Override
            public Optional<String> setting(String path) {
                return Optional.ofNullable(settings.get(path));
            }
        };
    }

    public Programs programs() {
        return command -> answers.getOrDefault(String.join(" ", command), new Programs.Answer.Missing());
    }

    public SystemFiles files() {
        return new SystemFiles() {
            @Override
            public Optional<String> read(String path) {
                return Optional.ofNullable(files.get(path));
            }

            @Override
            public List<String> list(String folder) {
                Set<String> names = new TreeSet<>();
                for (String path : files.keySet()) {
                    if (path.startsWith(folder + "/")) {
                        names.add(path.substring(folder.length() + 1));
                    }
                }
                return List.copyOf(names);
            }

            @Override
            public Optional<String> linkName(String path) {
                return read(path);
            }
        };
    }

    public Wire wire() {
        return new Wire() {
            @Override
            public Map<InetAddress, Set<MacAddress>> holders(InterfaceInfo link, Collection<InetAddress> asked) {
                Map<InetAddress, Set<MacAddress>> found = new HashMap<>(holders);
                found.keySet().retainAll(asked);
                return found;
            }

            @Override
            public Set<InetAddress> answering(InterfaceInfo link, Collection<InetAddress> asked) {
                Set<InetAddress> found = new HashSet<>(answering);
                found.retainAll(asked);
                return found;
            }

            @Override
            public void listen(
                    Collection<InterfaceInfo> links, Duration time, BiConsumer<String, PacketReceiver.Frame> frames) {
                throw new AssertionError("no examination listens by itself");
            }
        };
    }

    /** What an examination writes down about this node. */
    public Notebook examine(Examination examination) {
        Notebook notebook = new Notebook();
        examination.examine(subject(), notebook);
        return notebook;
    }

    /** The names of what is not in order. */
    public static List<String> ids(Notebook notebook) {
        return notebook.findings().stream()
                .filter(finding -> finding.gravity() != Gravity.OK)
                .map(finding -> finding.id().word())
                .toList();
    }

    /** The only finding that is not in order. */
    public static Finding only(Notebook notebook) {
        List<Finding> findings = notebook.findings().stream()
                .filter(finding -> finding.gravity() != Gravity.OK)
                .toList();
        if (findings.size() != 1) {
            throw new AssertionError("one finding expected: " + findings + ", not seen: " + notebook.unseen());
        }
        return findings.getFirst();
    }
}

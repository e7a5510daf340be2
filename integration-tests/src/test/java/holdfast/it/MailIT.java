package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.Bridge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mail about instances and groups: one life of the same configuration, with Holdfast and with Keepalived, and the same subjects in the same
 * order.
 */
class MailIT {
    private static final String MAILED = """
            global_defs {
                router_id R1
                script_user root
                notification_email {
                    ops@example.com
                    second@example.com
                }
                notification_email_from holdfast@example.com
                smtp_server 127.0.0.1 2525
                smtp_connect_timeout 5
            }
            vrrp_sync_group G1 {
                group {
                    VI_1
                    VI_2
                }
                smtp_alert
            }
            """;

    @Test
    void theSameLifeGivesTheSameSubjectsInTheSameOrder() {
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> {
            Bridge network = pair.a().host().bridgeOf("eth0");
            for (Node node : both(pair)) { // each lives alone
                network.setApart(node.host(), true);
                startMailServer(pair, node);
            }
            String conf = MAILED
                    + instance("VI_1", 61, 200, "smtp_alert")
                    + instance("VI_2", 62, 200, "")
                    + instance("VI_3", 63, 20, "smtp_alert");
            both(pair).forEach(node -> node.agent().start(conf));
            awaitMails(pair, 6, "backups and masters");
            both(pair).forEach(node -> node.host().setCable("eth0", false));
            awaitMails(pair, 9, "faults");
            both(pair).forEach(node -> node.host().setCable("eth0", true));
            awaitMails(pair, 15, "backups and masters again");
            both(pair).forEach(node -> node.agent().reload(conf.substring(0, conf.indexOf("vrrp_instance VI_3"))));
            awaitMails(pair, 16, "an instance is removed");
            both(pair).forEach(Node::stop);
            List<String> expected = byEvent(subjects(pair.b()));
            assertEquals(expected, byEvent(subjects(pair.a())));
            assertEquals(16, expected.size());
        });
    }

    /** A server that is away while something happens gets the mail when it is back. */
    @Test
    void whatHappensWhileTheMailServerIsAwayIsMailedLater() {
        Pair.test(pair -> {
            Node node = pair.a();
            node.agent().start(MAILED + instance("VI_1", 61, 200, "smtp_alert") + instance("VI_2", 62, 200, ""));
            pair.awaitLog(node, "next attempt in");
            startMailServer(pair, node);
            pair.await("all mails have come", () -> subjects(node).size() == 4);
            assertEquals(
                    List.of(
                            "[R1] VRRP Instance VI_1 - Entering BACKUP state",
                            "[R1] VRRP Instance VI_1 - Entering MASTER state"),
                    subjects(node).stream()
                            .filter(subject -> subject.contains("VI_1"))
                            .toList());
        });
    }

    private static List<Node> both(Pair pair) {
        return List.of(pair.a(), pair.b());
    }

    private static void awaitMails(Pair pair, int count, String what) {
        pair.await(
                count + " mails have come from each: " + what + "; " + subjects(pair.a()) + subjects(pair.b()),
                () -> both(pair).stream().allMatch(node -> subjects(node).size() >= count));
    }

    private static String instance(String name, int vrid, int priority, String more) {
        return """
                vrrp_instance %s {
                    interface eth0
                    version 3
                    virtual_router_id %d
                    priority %d
                    advert_int 0.4
                    %s
                    virtual_ipaddress {
                        192.0.2.%d/24
                    }
                }
                """.formatted(name, vrid, priority, more, vrid);
    }

    private static void startMailServer(Pair pair, Node node) {
        try {
            Path classes = Path.of(MailServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            node.host()
                    .spawn(
                            log(node),
                            List.of(
                                    java,
                                    "-XX:-UsePerfData",
                                    "-cp",
                                    classes.toString(),
                                    MailServer.class.getName(),
                                    "2525"));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
        pair.await("the mail server listens", () -> lines(node).contains("ready"));
    }

    private static Path log(Node node) {
        return node.host().directory().resolve("mails");
    }

    /** Of all mails, in the order in which their connections came, and within these as they were sent. */
    private static List<String> subjects(Node node) {
        Comparator<String[]> order = Comparator.<String[]>comparingInt(words -> Integer.parseInt(words[0]))
                .thenComparingInt(words -> Integer.parseInt(words[1]));
        return lines(node).stream()
                .filter(line -> line.matches("\\d+ \\d+ .*")) // not what a JVM has to say
                .map(line -> line.split(" ", 3))
                .sorted(order)
                .flatMap(words -> Arrays.stream(words).skip(2))
                .toList();
    }

    /**
     * What happens to several at once (a cable is pulled) comes in an order that Keepalived itself does not keep: its mails overtake each other.
     * So those in a row about the same state are sorted, and all others stay where they are.
     */
    private static List<String> byEvent(List<String> subjects) {
        List<String> ordered = new ArrayList<>();
        List<String> together = new ArrayList<>();
        for (String subject : subjects) {
            if (!together.isEmpty() && !state(subject).equals(state(together.getFirst()))) {
                together.stream().sorted().forEach(ordered::add);
                together.clear();
            }
            together.add(subject);
        }
        together.stream().sorted().forEach(ordered::add);
        return ordered;
    }

    private static String state(String subject) {
        return subject.substring(subject.indexOf("Entering"));
    }

    private static List<String> lines(Node node) {
        Path file = log(node);
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

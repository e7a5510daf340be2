package holdfast.it.check;

import holdfast.drill.lab.HostProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DNS_CHECK and UDP_CHECK of Debian's dnsmasq, PING_CHECK of its machine. */
class NameServersIT {
    /** A question for www.example.org, A, with id 0x1234; and how its answer begins: a response without error. */
    private static final String QUESTION = "12340100000100000000000003777777076578616d706c65036f72670000010001";

    private static final String ANSWER = "1234xxx0";

    private static HostProcess dnsmasq(CheckLab lab, String... more) {
        List<String> argv = new ArrayList<>(List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--user=root",
                "--pid-file=",
                "--log-facility=-",
                "--local=/example.org/",
                "--host-record=www.example.org,10.1.2.3,2001:db8::3",
                "--cname=alias.example.org,www.example.org",
                "--mx-host=example.org,mail.example.org,10",
                "--txt-record=example.org,some text"));
        argv.addAll(List.of(more));
        HostProcess dnsmasq = lab.serve(argv.toArray(String[]::new));
        lab.awaitListening(53);
        return dnsmasq;
    }

    private static String[] ask(String type, String name) {
        return new String[] {"DNS_CHECK {", "type " + type, "name " + name, "retry 1", "}"};
    }

    @Test
    void dnsmasqIsUpAsLongAsItAnswers() {
        CheckLab.test(lab -> {
            set(lab, "ipv4/icmp_ratelimit", 0); // by default Linux refuses a datagram a second for each host that asks
            set(lab, "ipv6/icmp/ratelimit", 0);
            HostProcess dnsmasq = dnsmasq(lab);
            List<String> good = List.of("A", "AAAA", "CNAME", "MX", "TXT", "IPv6", "datagram", "any reply", "no reply");
            Verdicts verdicts = lab.check(CheckConf.empty()
                    .check("A", 53, ask("A", "www.example.org"))
                    .check("AAAA", 53, ask("AAAA", "www.example.org"))
                    .check("CNAME", 53, ask("CNAME", "alias.example.org"))
                    .check("MX", 53, ask("MX", "example.org"))
                    .check("TXT", 53, ask("TXT", "example.org"))
                    .check("IPv6", CheckLab.SERVER_IPV6, 53, ask("A", "www.example.org."))
                    .check("no such name", 53, ask("A", "none.example.org"))
                    .check("not its own", 53, ask("SOA", "example.com"))
                    .check("datagram", 53, "UDP_CHECK {", "payload " + QUESTION, "require_reply " + ANSWER, "}")
                    .check("any reply", 53, "UDP_CHECK {", "payload " + QUESTION, "require_reply", "}")
                    .check("no reply", 53, "UDP_CHECK {", "}")
                    .check("another reply", 53, "UDP_CHECK {", "payload " + QUESTION, "require_reply 4321", "}"));
            good.forEach(verdicts::awaitUp);
            verdicts.awaitDown("no such name", "answered NXDOMAIN");
            verdicts.awaitDown("not its own", "answered REFUSED");
            verdicts.awaitDown("another reply", "reply data mismatch");
            dnsmasq.kill();
            good.forEach(name -> verdicts.awaitDown(name, "port unreachable"));
            dnsmasq(lab, "--host-record=none.example.org,10.1.2.4");
            good.forEach(verdicts::awaitUp);
            verdicts.awaitUp("no such name");
        });
    }

    @Test
    void aMachineIsUpAsLongAsItAnswersPings() {
        CheckLab.test(lab -> {
            Verdicts verdicts = lab.check(CheckConf.empty()
                    .check("ping", 0, "PING_CHECK {", "}")
                    .check("ping IPv6", CheckLab.SERVER_IPV6, 0, "PING_CHECK {", "}")
                    .check("nobody", "192.0.2.99", 0, "PING_CHECK {", "}")
                    .check("nobody for UDP", "192.0.2.99", 9, "UDP_CHECK {", "connect_timeout 5", "}")
                    .check("no route", "203.0.113.1", 0, "PING_CHECK {", "}"));
            verdicts.awaitUp("ping");
            verdicts.awaitUp("ping IPv6");
            verdicts.awaitDown("no route", "network is unreachable");
            verdicts.awaitDown("nobody", "no echo in time");
            verdicts.awaitDown(
                    "nobody for UDP", "no route to host"); // after 3 s, when the kernel has asked for its link address
            silent(lab, true);
            verdicts.awaitDown("ping", "no echo in time");
            verdicts.awaitDown("ping IPv6", "no echo in time");
            silent(lab, false);
            verdicts.awaitUp("ping");
            verdicts.awaitUp("ping IPv6");
        });
    }

    private static void silent(CheckLab lab, boolean silent) {
        set(lab, "ipv4/icmp_echo_ignore_all", silent ? 1 : 0);
        set(lab, "ipv6/icmp/echo_ignore_all", silent ? 1 : 0);
    }

    private static void set(CheckLab lab, String setting, int value) {
        lab.server().run(List.of("sh", "-c", "echo " + value + " >/proc/sys/net/" + setting));
    }
}

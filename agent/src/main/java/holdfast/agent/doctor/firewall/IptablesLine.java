package holdfast.agent.doctor.firewall;

import holdfast.agent.doctor.firewall.Rule.Action;
import holdfast.agent.doctor.firewall.Rule.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * One line of {@code iptables-save} that adds a rule.
 *
 * @param chain whose rule it is
 * @param rule what it says
 */
record IptablesLine(String chain, Rule rule) {
    /** Targets after which the next rule decides (iptables-extensions(8)). */
    private static final Set<String> PASSING = Set.of(
            "LOG",
            "NFLOG",
            "MARK",
            "CONNMARK",
            "CT",
            "NOTRACK",
            "TRACE",
            "SET",
            "TOS",
            "DSCP",
            "CLASSIFY",
            "CHECKSUM",
            "TCPMSS",
            "TTL",
            "HL",
            "AUDIT",
            "LED",
            "RATEEST",
            "SECMARK",
            "CONNSECMARK",
            "TEE",
            "IDLETIMER");

    /** Options that say how, not what. */
    private static final Set<String> SILENT = Set.of("-m", "--match", "--comment");

    static IptablesLine parse(String line) {
        List<String> words = words(line);
        List<Test> tests = new ArrayList<>();
        Action action = new Action.Continue();
        boolean negated = false;
        int at = 2;
        while (at < words.size()) {
            String option = words.get(at++);
            if (option.equals("!")) {
                negated = true;
                continue;
            }
            int end = at;
            while (end < words.size()
                    && !words.get(end).startsWith("-")
                    && !words.get(end).equals("!")) {
                end++;
            }
            List<String> values = words.subList(at, end);
            at = end;
            if (option.equals("-j") || option.equals("-g") || option.equals("--jump") || option.equals("--goto")) {
                action = action(option, values.isEmpty() ? "" : values.getFirst());
                break; // what follows are options of the target
            }
            if (!SILENT.contains(option)) {
                Test test = test(option, values);
                UnaryOperator<Truth> sense = negated ? Truth::not : UnaryOperator.identity();
                tests.add(packet -> sense.apply(test.means(packet)));
            }
            negated = false;
        }
        return new IptablesLine(words.size() > 1 ? words.get(1) : "", new Rule(tests, action, line));
    }

    /** Words between blanks; quoted ones may hold some. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quoted && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (c == ' ' && !quoted) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    private static Action action(String option, String target) {
        if (option.startsWith("-g") || option.startsWith("--g")) {
            return new Action.Goto(target);
        }
        return switch (target) {
            case "ACCEPT" -> new Action.Accept();
            case "DROP", "REJECT" -> new Action.Drop();
            case "RETURN" -> new Action.Return();
            case "NFQUEUE", "QUEUE", "SYNPROXY", "TARPIT" -> new Action.Elsewhere();
            default -> PASSING.contains(target) ? new Action.Continue() : new Action.Jump(target);
        };
    }

    private static Test test(String option, List<String> values) {
        String value = values.isEmpty() ? "" : values.getFirst();
        return switch (option) {
            case "-p", "--protocol" -> packet -> protocol(value, packet);
            case "-s", "--source" -> packet -> block(value, packet.source());
            case "-d", "--destination" -> packet -> block(value, packet.destination());
            case "-i", "--in-interface" -> packet -> network(value, packet, Packet.Direction.IN);
            case "-o", "--out-interface" -> packet -> network(value, packet, Packet.Direction.OUT);
            case "--ctstate", "--state" -> packet -> state(value, packet);
            case "--dport", "--dports", "--destination-port" -> packet -> port(value, packet);
            case "--pkt-type" -> packet -> Truth.of(value.equals(packet.isMulticast() ? "multicast" : "unicast"));
            case "--dst-type" -> packet -> destination(value, packet);
            case "--icmpv6-type" -> packet -> icmp6(value, packet);
            case "--hl-eq", "--ttl-eq" -> packet -> hops(value, limit -> packet.hopLimit() == limit);
            case "--hl-lt", "--ttl-lt" -> packet -> hops(value, limit -> packet.hopLimit() < limit);
            case "--hl-gt", "--ttl-gt" -> packet -> hops(value, limit -> packet.hopLimit() > limit);
            // Extension headers, which none of these packets has.
            case "--rt-type", "--rt-segsleft", "--fragid", "--mh-type", "--ahspi", "--espspi" -> _ -> Truth.NO;
            default -> _ -> Truth.UNKNOWN;
        };
    }

    private static Truth hops(String value, IntPredicate holds) {
        OptionalInt limit = Names.digits(value);
        return limit.isPresent() ? Truth.of(holds.test(limit.getAsInt())) : Truth.UNKNOWN;
    }

    /** What arrives is for this node or for a group. */
    private static Truth destination(String value, Packet packet) {
        if (packet.isMulticast()) {
            return Truth.of(value.equals("MULTICAST"));
        }
        return packet.direction() == Packet.Direction.IN ? Truth.of(value.equals("LOCAL")) : Truth.UNKNOWN;
    }

    private static Truth protocol(String value, Packet packet) {
        if (value.equals("all") || value.equals("0")) {
            return Truth.YES;
        }
        OptionalInt number = Names.protocol(value);
        return number.isPresent() ? Truth.of(number.getAsInt() == packet.protocol()) : Truth.UNKNOWN;
    }

    private static Truth block(String value, Block of) {
        return Block.parse(value).map(of::isIn).orElse(Truth.UNKNOWN);
    }

    private static Truth network(String value, Packet packet, Packet.Direction direction) {
        if (packet.direction() != direction) {
            return Truth.NO;
        }
        return Truth.of(
                value.endsWith("+")
                        ? packet.interfaceName().startsWith(value.substring(0, value.length() - 1))
                        : packet.interfaceName().equals(value));
    }

    private static Truth state(String value, Packet packet) {
        List<String> states = List.of(value.split(",", -1));
        boolean discovery = packet.type().isPresent(); // the kernel does not track neighbour discovery
        return Truth.of(states.contains(discovery ? "UNTRACKED" : "NEW"));
    }

    private static Truth port(String value, Packet packet) {
        if (packet.port().isEmpty()) {
            return Truth.NO;
        }
        Truth truth = Truth.NO;
        for (String part : value.split(",", -1)) {
            int colon = part.indexOf(':');
            OptionalInt from = Names.digits(colon < 0 ? part : part.substring(0, colon));
            OptionalInt to = Names.digits(part.substring(colon + 1));
            int port = packet.port().getAsInt();
            truth = truth.or(
                    from.isEmpty() || to.isEmpty()
                            ? Truth.UNKNOWN
                            : Truth.of(from.getAsInt() <= port && port <= to.getAsInt()));
        }
        return truth;
    }

    private static Truth icmp6(String value, Packet packet) {
        if (packet.type().isEmpty()) {
            return Truth.NO;
        }
        OptionalInt type = Names.icmp6Type(value.toLowerCase(Locale.ROOT));
        return type.isPresent() ? Truth.of(type.getAsInt() == packet.type().getAsInt()) : Truth.UNKNOWN;
    }
}

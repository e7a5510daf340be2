package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.Persistence;
import holdfast.conf.model.lvs.Protocol;
import holdfast.conf.model.lvs.Scheduling;
import holdfast.conf.model.lvs.Scheduling.Flag;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Effective scheduler, forwarding method and persistence of one virtual server. */
final class Balancing {
    /** Flags of schedulers; those with a prefix are for one scheduler (ipvsadm(8), {@code -b}). */
    static final List<String> FLAGS =
            List.of("flag-1", "flag-2", "flag-3", "sh-fallback", "sh-port", "mh-fallback", "mh-port");

    private static final String DEFAULT_SCHEDULER = "wlc";
    private static final Duration IMPLIED_PERSISTENCE = Duration.ofMinutes(6);

    private final VirtualServerDraft draft;
    private final DiagnosticSink sink;

    Balancing(VirtualServerDraft draft, DiagnosticSink sink) {
        this.draft = draft;
        this.sink = sink;
    }

    Scheduling scheduling(Optional<Protocol> protocol) {
        if (draft.scheduler == null && draft.whereSeen("lvs_sched") == null && draft.whereSeen("lb_algo") == null) {
            missing(
                    "lvs_sched",
                    "weighted least connections (wlc) is used",
                    "add 'lvs_sched wlc', or another scheduler");
        }
        String scheduler = Located.or(draft.scheduler, DEFAULT_SCHEDULER);
        return new Scheduling(scheduler, flags(scheduler), hashed(scheduler), onePacket(protocol));
    }

    private Set<Flag> flags(String scheduler) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Located<String> flag : draft.flags) {
            if (fits(flag.value(), scheduler)) {
                noteOrder(flag);
                flags.add(flag(flag.value()));
            } else {
                sink.report(Diagnostic.of(
                                Rule.SCHEDULER_FLAG,
                                flag.span(),
                                "'" + flag.value() + "' is a flag of the scheduler '"
                                        + flag.value().substring(0, 2) + "', this one is '" + scheduler + "'")
                        .withHint(
                                "remove it, or write 'lvs_sched " + flag.value().substring(0, 2) + "'"));
            }
        }
        return flags;
    }

    /** keepalived takes flags of one hashing scheduler for the other. */
    private static boolean fits(String flag, String scheduler) {
        return flag.startsWith("flag-") || scheduler.equals("sh") || scheduler.equals("mh");
    }

    private static Flag flag(String word) {
        return switch (word) {
            case "flag-2", "sh-port", "mh-port" -> Flag.FLAG_2;
            case "flag-3" -> Flag.FLAG_3;
            default -> Flag.FLAG_1;
        };
    }

    private boolean hashed(String scheduler) {
        if (draft.hashed == null) {
            return false;
        }
        if (!scheduler.equals("sh")) {
            sink.report(Diagnostic.of(
                            Rule.SCHEDULER_FLAG,
                            draft.hashed.span(),
                            "'hashed' is for the scheduler 'sh', this one is '" + scheduler + "'")
                    .withHint("remove it, or write 'lvs_sched sh'"));
            return false;
        }
        noteOrder(new Located<>("hashed", draft.hashed.span()));
        return true;
    }

    /** keepalived looks at the scheduler that stands above the flag. */
    private void noteOrder(Located<String> flag) {
        boolean own = !flag.value().startsWith("flag-");
        if (own
                && draft.scheduler != null
                && draft.scheduler.span().line() > flag.span().line()) {
            sink.report(Diagnostic.of(
                            Rule.DEFINED_LATER,
                            flag.span(),
                            "'" + flag.value() + "' stands above the scheduler it is for; keepalived would ignore it")
                    .withRelated(draft.scheduler.span(), "the scheduler is here"));
        }
    }

    private boolean onePacket(Optional<Protocol> protocol) {
        if (draft.onePacket == null) {
            return false;
        }
        if (protocol.isPresent() && protocol.get() != Protocol.UDP) {
            sink.report(Diagnostic.of(
                            Rule.CONTRADICTION,
                            draft.onePacket.span(),
                            "'ops' is for UDP, and this is " + protocol.get() + "; it is ignored")
                    .withHint("remove it"));
            return false;
        }
        return true;
    }

    ForwardingMethod forwarding() {
        if (draft.forwarding == null
                && draft.whereSeen("lvs_method") == null
                && draft.whereSeen("lb_kind") == null
                && draft.realServers.stream().anyMatch(server -> server.forwarding == null)) {
            missing("lvs_method", "NAT is used", "add 'lvs_method NAT', DR or TUN");
        }
        return Located.or(draft.forwarding, new ForwardingMethod.Nat());
    }

    private void missing(String keyword, String consequence, String hint) {
        sink.report(Diagnostic.of(
                        Rule.BALANCING_MISSING,
                        draft.place(),
                        draft.label() + " has no '" + keyword + "'; " + consequence)
                .withHint(hint));
    }

    /**
     * Effective persistence.
     *
     * @param allPorts whether the service takes all ports, which it can only when it is persistent
     */
    Optional<Persistence> persistence(AddressFamily family, boolean allPorts) {
        int granularity = granularity(family);
        Duration timeout = Located.or(draft.persistenceTimeout, null);
        if (timeout == null && allPorts) {
            if (draft.whereSeen("persistence_timeout") == null) {
                sink.report(Diagnostic.of(
                                Rule.PORT_MISSING,
                                draft.place(),
                                draft.label() + " has no port and is not persistent; it is made persistent")
                        .withHint("add the port, or 'persistence_timeout' if all ports are meant"));
            }
            timeout = IMPLIED_PERSISTENCE;
        }
        if (timeout == null) {
            return Optional.empty();
        }
        return Optional.of(new Persistence(timeout, granularity, GlobalCompiler.optional(draft.persistenceEngine)));
    }

    private int granularity(AddressFamily family) {
        int full = family == AddressFamily.INET ? 32 : 128;
        if (draft.persistenceGranularity == null) {
            return full;
        }
        String text = draft.persistenceGranularity.value();
        int prefix = family == AddressFamily.INET ? mask(text) : number(text, full);
        if (prefix >= 0) {
            return prefix;
        }
        int meant = number(text, full);
        String hint = family == AddressFamily.INET6
                ? "the number of leading bits, 1 to 128"
                : "write '" + (meant > 0 ? dotted(meant) : "255.255.255.0") + "'";
        sink.report(Diagnostic.of(
                        Rule.GRANULARITY,
                        draft.persistenceGranularity.span(),
                        "'" + text + "' is not a netmask of " + family.word() + "; clients are not grouped")
                .withHint(hint));
        return full;
    }

    /** Leading bits of a mask such as 255.255.255.0; -1 when it is none. */
    private static int mask(String text) {
        Optional<InetAddress> mask =
                AddressLiteral.parse(text).filter(address -> AddressFamily.of(address) == AddressFamily.INET);
        if (mask.isEmpty()) {
            return -1;
        }
        int bits = 0;
        for (byte part : mask.get().getAddress()) {
            bits = (bits << 8) | (part & 0xff);
        }
        int leading = Integer.numberOfLeadingZeros(~bits);
        return Integer.bitCount(bits) == leading ? leading : -1;
    }

    private static String dotted(int prefix) {
        int bits = prefix == 32 ? -1 : ~(-1 >>> prefix);
        return (bits >>> 24) + "." + ((bits >>> 16) & 0xff) + "." + ((bits >>> 8) & 0xff) + "." + (bits & 0xff);
    }

    private static int number(String text, int max) {
        int value = text.length() <= 3 && Digits.only(text) ? Integer.parseInt(text) : -1;
        return value >= 1 && value <= max ? value : -1;
    }
}

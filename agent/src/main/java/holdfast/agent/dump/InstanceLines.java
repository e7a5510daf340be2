package holdfast.agent.dump;

import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.GarpSettings;
import holdfast.conf.model.NotifyScripts;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.Transport;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/** The lines of one instance in {@code keepalived.data}. */
final class InstanceLines {
    /** As ctime(3) writes it, with microseconds: {@code Sun Nov 22 07:09:08.547522 2026}. */
    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss.SSSSSS yyyy", Locale.ROOT);

    private static final int HIGHEST_TTL = 255;

    private InstanceLines() {}

    static void write(Consumer<String> out, DumpedInstance instance, Machine machine) {
        VrrpInstance config = instance.config();
        InstanceStatus status = instance.status();
        out.accept("VRRP Instance = " + config.name());
        out.accept("  VRRP Version = " + config.version());
        config.syncGroup().ifPresent(group -> out.accept("  Sync group = " + group));
        if (config.family() == AddressFamily.INET6) {
            out.accept("  Using Native IPv6");
        }
        out.accept("  State = " + status.state());
        if (status.state() == InstanceState.BACKUP) {
            status.master().ifPresent(master -> {
                out.accept("  Master router = " + AddressText.of(master.address()));
                out.accept("  Master priority = " + master.priority());
            });
        }
        flags(out, config);
        out.accept("  Wantstate = " + status.state());
        out.accept("  Number of config faults = 0");
        out.accept("  Number of interface and track script faults = "
                + (status.state() == InstanceState.FAULT ? status.troubles().size() : 0));
        out.accept("  Number of track scripts init = "
                + (status.state() == InstanceState.INIT ? status.troubles().size() : 0));
        out.accept("  Last transition = " + time(status.entry().at()));
        timers(out, status);
        interfaces(out, instance, machine);
        addresses(out, config, status, machine);
        garp(out, config.garp());
        out.accept("  Down timer adverts = " + config.downTimerAdverts());
        out.accept("  Send advert after receive lower priority advert = " + !config.lowerPrioNoAdvert());
        out.accept("  Send advert after receive higher priority advert = " + config.higherPrioSendAdvert());
        election(out, config, status);
        list(
                out,
                "Virtual IP (" + config.virtualIpAddresses().size() + "):",
                instance.lines(config.virtualIpAddresses()));
        list(out, "Virtual IP Excluded :", instance.lines(config.virtualIpAddressesExcluded()));
        unicast(out, config.transport());
        out.accept("  fd_in " + SocketLines.NOT_TOLD + ", fd_out " + SocketLines.NOT_TOLD);
        list(out, "Virtual Routes :", lines(config.virtualRoutes(), RouteLine::of));
        list(out, "Virtual Rules :", lines(config.virtualRules(), RuleLine::of));
        tracked(out, "Tracked interfaces :", " ", config.tracking().interfaces());
        tracked(out, "Tracked scripts :", " ", config.tracking().scripts());
        tracked(out, "Tracked files :", ", ", config.tracking().files());
        tracked(out, "Tracked processes :", ", ", config.tracking().processes());
        out.accept("  Using smtp notification = " + yes(config.options().smtpAlert()));
        out.accept("  Notify deleted = " + (config.notifyScripts().deleted().isPresent() ? "Deleted" : "Fault"));
        notifyScripts(out, config.notifyScripts());
        out.accept("  Notify priority changes = " + config.notifyScripts().priorityChanges());
    }

    static String yes(boolean value) {
        return value ? "yes" : "no";
    }

    private static void flags(Consumer<String> out, VrrpInstance config) {
        boolean flagged = !config.preemption().preempt()
                || config.virtualMac().isPresent()
                || config.dontTrackPrimary()
                || config.skipCheckAdvAddr();
        if (config.transport().isUnicast()) {
            out.accept("  Flags:");
            out.accept("    Using unicast");
        } else if (flagged) {
            out.accept("  Flags:"); // keepalived counts flags here whose names it does not write
        } else {
            out.accept("  Flags: none");
        }
    }

    /** {@code 1795331348.547522 (Sun Nov 22 07:09:08.547522 2026)}. */
    private static String time(Instant at) {
        return DumpedInstance.seconds(at).toPlainString() + " ("
                + at.atZone(ZoneId.systemDefault()).format(CTIME) + ")";
    }

    private static void timers(Consumer<String> out, InstanceStatus status) {
        out.accept("  Read timeout = DISABLED"); // of keepalived's own scheduler
        Duration patience = status.master()
                .map(InstanceStatus.Master::patience)
                .orElseGet(() -> status.settings().interval().multipliedBy(3));
        out.accept("  Master down timer = " + patience.toNanos() / 1000 + " usecs");
    }

    private static void interfaces(Consumer<String> out, DumpedInstance instance, Machine machine) {
        VrrpInstance config = instance.config();
        String sending = instance.virtualMacInterface().orElseGet(instance::wire);
        config.virtualMac()
                .ifPresentOrElse(
                        mac -> {
                            out.accept("  Use VMAC, i/f name " + sending + ", is_up = " + machine.isUp(sending)
                                    + ", xmit_base = " + mac.xmitBase());
                            out.accept("  Interface = " + sending + ", vmac on " + config.interfaceName()
                                    + (mac.xmitBase() ? ", xmit base i/f" : ""));
                        },
                        () -> out.accept("  Interface = " + sending));
        if (config.dontTrackPrimary()) {
            out.accept("  VRRP interface tracking disabled");
        }
        if (config.skipCheckAdvAddr()) {
            out.accept("  Skip checking advert IP addresses");
        }
        if (config.strict()) {
            out.accept("  Enforcing strict VRRP compliance");
        }
    }

    private static <T> List<String> lines(List<T> entries, Function<T, String> text) {
        return entries.stream().map(text).toList();
    }

    private static void addresses(Consumer<String> out, VrrpInstance config, InstanceStatus status, Machine machine) {
        boolean configured = config.transport().sourceAddress().isPresent();
        out.accept("  Using src_ip = "
                + status.source().map(AddressText::of).orElse("(none)")
                + (configured ? " (from configuration)" : ""));
        if (!config.transport().isUnicast()) {
            String index = config.family() == AddressFamily.INET6
                    ? machine.indexOf(status.settings().sendingInterface())
                    : "";
            out.accept(
                    "  Multicast address " + AddressText.of(config.transport().multicastGroup()) + index);
        }
    }

    private static void garp(Consumer<String> out, GarpSettings garp) {
        out.accept("  Gratuitous ARP delay = " + garp.masterDelay().toSeconds());
        out.accept("  Gratuitous ARP repeat = " + garp.masterRepeat());
        out.accept("  Gratuitous ARP refresh = " + garp.masterRefresh().toSeconds());
        out.accept("  Gratuitous ARP refresh repeat = " + garp.masterRefreshRepeat());
        out.accept("  Gratuitous ARP lower priority delay = "
                + garp.lowerPrioDelay().toSeconds());
        out.accept("  Gratuitous ARP lower priority repeat = " + garp.lowerPrioRepeat());
    }

    private static void election(Consumer<String> out, VrrpInstance config, InstanceStatus status) {
        out.accept("  Virtual Router ID = " + config.virtualRouterId());
        out.accept("  Priority = " + config.priority());
        out.accept("  Effective priority = " + status.priority().effective());
        int total = status.priority().configured()
                + status.priority().contributions().stream()
                        .mapToInt(part -> part.change())
                        .sum();
        out.accept("  Total priority = " + total);
        out.accept("  Advert interval = "
                + (config.version() == 2
                        ? config.advertInterval().toSeconds() + " sec"
                        : config.advertInterval().toMillis() + " milli-sec"));
        out.accept("  Accept = " + (config.accept() ? "enabled" : "disabled"));
        out.accept("  Preempt = " + (config.preemption().preempt() ? "enabled" : "disabled"));
        Duration delay = config.preemption().preemptDelay();
        if (delay.isPositive()) {
            out.accept("  Preempt delay = " + DumpedInstance.seconds(delay).toPlainString() + " secs");
        }
        out.accept("  Promote_secondaries = " + (config.promoteSecondaries() ? "enabled" : "disabled"));
        if (config.authentication().isPresent()) {
            out.accept("  Authentication type = SIMPLE_PASSWORD");
            out.accept("  Password = " + JsonDump.MASKED);
        } else if (config.version() == 2) {
            out.accept("  Authentication type = none");
        }
    }

    private static void list(Consumer<String> out, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.accept("  " + title);
            lines.forEach(line -> out.accept("    " + line));
        }
    }

    private static void unicast(Consumer<String> out, Transport transport) {
        if (!transport.isUnicast()) {
            return;
        }
        OptionalInt ttl = transport.unicastTtl();
        out.accept("  Unicast TTL = " + ttl.orElse(HIGHEST_TTL));
        out.accept("  Check unicast src : " + yes(transport.checkUnicastSource()));
        list(
                out,
                "Unicast Peer :",
                transport.unicastPeers().stream()
                        .map(peer -> "%s min_ttl %d max_ttl %d"
                                .formatted(AddressText.of(peer.address()), peer.minTtl(), peer.maxTtl()))
                        .toList());
        out.accept("  Unicast checksum compatibility = no");
    }

    private static void tracked(Consumer<String> out, String title, String separator, List<TrackReference> references) {
        list(
                out,
                title,
                references.stream()
                        .map(reference -> reference.name() + separator + "weight " + reference.weight()
                                + DataDump.reverse(reference))
                        .toList());
    }

    static void notifyScripts(Consumer<String> out, NotifyScripts scripts) {
        script(out, "Backup", scripts.backup());
        script(out, "Master", scripts.master());
        script(out, "Fault", scripts.fault());
        script(out, "Stop", scripts.stop());
        script(out, "Deleted", scripts.deleted());
        script(out, "Generic", scripts.any());
    }

    private static void script(Consumer<String> out, String which, Optional<ScriptCommand> command) {
        command.ifPresent(known -> out.accept("  " + which + " state transition script = " + JsonDump.words(known)
                + ", uid:gid " + DataDump.owner(known)));
    }
}

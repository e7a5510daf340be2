package holdfast.agent.dump;

import holdfast.conf.model.GarpSettings;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.LvsSettings;
import holdfast.conf.model.MailSettings;
import holdfast.conf.model.NotifyFifo;
import holdfast.linux.AddressText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The lines of {@code global_defs} in {@code keepalived.data}. */
final class GlobalLines {
    private GlobalLines() {}

    static void write(Consumer<String> out, GlobalDefs globals) {
        out.accept("Network namespace = " + globals.daemon().netNamespace().orElse("(default)"));
        out.accept("Network namespace ipvs = "
                + globals.daemon().netNamespaceIpvs().orElse("(main namespace)"));
        out.accept("Router ID = " + globals.routerId());
        mail(out, globals.mail());
        out.accept("Checkers log all failures = " + globals.lvs().logAllFailures());
        out.accept("Dynamic interfaces = " + globals.dynamicInterfaces());
        out.accept("Default interface = " + globals.defaultInterface());
        if (globals.mail().noEmailFaults()) {
            out.accept("Send emails for fault transitions = off");
        }
        servers(out, globals.lvs());
        fifo(out, "Global", globals.notifyFifo());
        fifo(out, "VRRP", globals.vrrpNotifyFifo());
        out.accept("FIFO write vrrp states on reload = " + globals.fifoWriteVrrpStatesOnReload());
        out.accept("VRRP IPv4 mcast group = " + AddressText.of(globals.vrrpMcastGroup4()));
        out.accept("VRRP IPv6 mcast group = " + AddressText.of(globals.vrrpMcastGroup6()));
        garp(out, globals.garp());
        out.accept("Gratuitous ARP for each secondary VMAC = "
                + globals.daemon()
                        .garpExtra()
                        .map(extra -> extra.interval().toSeconds())
                        .orElse(0L)
                + "s");
        out.accept("Gratuitous ARP interval = " + seconds(globals.garpInterval()));
        out.accept("Gratuitous NA interval = " + seconds(globals.gnaInterval()));
        out.accept("VRRP default protocol version = " + globals.vrrpVersion());
        out.accept("VRRP strict mode = " + globals.vrrpStrict());
        ProcessLines.processes(out, globals.processes());
        ProcessLines.monitoring(out, globals.monitoring());
        out.accept("Script security " + ProcessLines.enabled(globals.enableScriptSecurity()));
        out.accept("Default script uid:gid " + DataDump.owner(globals.scriptUser()));
        ProcessLines.buffers(out, globals.buffers());
        out.accept("rs_init_notifies = " + ProcessLines.number(globals.lvs().realServerInitNotifies()));
        out.accept("no_checker_emails = " + ProcessLines.number(globals.mail().noCheckerEmails()));
        out.accept("rx_bufs_multiples = " + globals.buffers().advertsMultiplier());
        out.accept("umask = 0%o".formatted(globals.files().umask()));
        if (globals.vrrpStartupDelay().isPositive()) {
            out.accept("vrrp_startup_delay = "
                    + DumpedInstance.seconds(globals.vrrpStartupDelay()).toPlainString());
        }
        if (globals.logUnknownVrids()) {
            out.accept("log_unknown_vrids");
        }
    }

    private static void mail(Consumer<String> out, MailSettings mail) {
        mail.server().ifPresent(server -> {
            out.accept("Smtp server = " + server.host());
            out.accept("Smtp server port = " + server.port());
            mail.heloName().ifPresent(name -> out.accept("Smtp HELO name = " + name));
            out.accept(
                    "Smtp server connection timeout = " + mail.connectTimeout().toSeconds());
        });
        mail.from().ifPresent(from -> out.accept("Email notification from = " + from));
        if (!mail.recipients().isEmpty()) {
            out.accept("Email notification to:");
            mail.recipients().forEach(recipient -> out.accept("  " + recipient));
        }
        out.accept("Default smtp_alert = " + setting(mail.alert()));
        out.accept("Default smtp_alert_vrrp = " + setting(mail.alertVrrp()));
        out.accept("Default smtp_alert_checker = " + setting(mail.alertChecker()));
    }

    private static void servers(Consumer<String> out, LvsSettings lvs) {
        lvs.timeouts().tcp().ifPresent(time -> out.accept("LVS TCP timeout = " + time.toSeconds()));
        lvs.timeouts().tcpFin().ifPresent(time -> out.accept("LVS TCP FIN timeout = " + time.toSeconds()));
        lvs.timeouts().udp().ifPresent(time -> out.accept("LVS UDP timeout = " + time.toSeconds()));
        out.accept("LVS flush = " + lvs.flush());
        out.accept("LVS flush on stop = "
                + switch (lvs.flushOnStop()) {
                    case NONE -> "disabled";
                    case ALL -> "enabled";
                    case VIRTUAL_SERVERS -> "VS";
                });
    }

    private static void fifo(Consumer<String> out, String which, Optional<NotifyFifo> fifo) {
        fifo.ifPresent(known -> {
            out.accept(which + " notify fifo = " + known.path());
            known.script()
                    .ifPresent(script -> out.accept(which + " notify fifo script = " + JsonDump.words(script)
                            + ", uid:gid " + DataDump.owner(script)));
        });
    }

    private static void garp(Consumer<String> out, GarpSettings garp) {
        out.accept("Gratuitous ARP delay = " + garp.masterDelay().toSeconds());
        out.accept("Gratuitous ARP repeat = " + garp.masterRepeat());
        out.accept("Gratuitous ARP refresh timer = " + garp.masterRefresh().toSeconds());
        out.accept("Gratuitous ARP refresh repeat = " + garp.masterRefreshRepeat());
        out.accept(
                "Gratuitous ARP lower priority delay = " + garp.lowerPrioDelay().toSeconds());
        out.accept("Gratuitous ARP lower priority repeat = " + garp.lowerPrioRepeat());
    }

    private static String setting(Optional<Boolean> value) {
        return value.map(on -> on ? "on" : "off").orElse("unset");
    }

    private static String seconds(Duration span) {
        return "%d.%06d".formatted(span.toSeconds(), span.toMillisPart() * 1000);
    }
}

package holdfast.conf;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.LvsSettings;
import holdfast.conf.model.MailSettings;
import holdfast.conf.model.NotifyFifo;
import holdfast.conf.model.ProcessSettings;
import holdfast.conf.model.ReceiveBuffers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Global settings in the words of keepalived's dump, which shows those that differ from the usual. */
final class CorpusGlobals {
    private CorpusGlobals() {}

    /** What the dump says about settings we know; those at their usual value are not in it. */
    static Map<String, String> dumped(JsonNode section, Map<String, String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        section.properties().forEach(field -> {
            // the largest number stands for a setting that no process has looked at
            if (known.containsKey(field.getKey()) && !text(field.getValue()).equals("4294967295")) {
                values.put(field.getKey(), text(field.getValue()));
            }
        });
        return values;
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(element.asText()));
        return String.join(" ", texts.stream().distinct().toList());
    }

    /** The same settings of ours; a text for every setting, usual or not. */
    static Map<String, String> ours(GlobalDefs globals) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("VRRP default protocol version", "" + globals.vrrpVersion());
        values.put("VRRP IPv4 mcast group", globals.vrrpMcastGroup4().getHostAddress());
        values.put("VRRP strict mode", "" + globals.vrrpStrict());
        values.put("Gratuitous ARP delay", seconds(globals.garp().masterDelay()));
        values.put("Gratuitous ARP repeat", "" + globals.garp().masterRepeat());
        values.put("Gratuitous ARP refresh timer", seconds(globals.garp().masterRefresh()));
        values.put("Gratuitous ARP refresh repeat", "" + globals.garp().masterRefreshRepeat());
        values.put("Gratuitous ARP lower priority delay", seconds(globals.garp().lowerPrioDelay()));
        values.put("Gratuitous ARP lower priority repeat", "" + globals.garp().lowerPrioRepeat());
        values.put("Gratuitous ARP interval", micros(globals.garpInterval()));
        values.put("Gratuitous NA interval", micros(globals.gnaInterval()));
        values.put("Dynamic interfaces", "" + globals.dynamicInterfaces());
        values.put("vrrp_startup_delay", seconds(globals.vrrpStartupDelay()));
        values.put("Global notify fifo", fifo(globals.notifyFifo()));
        values.put("VRRP notify fifo", fifo(globals.vrrpNotifyFifo()));
        mail(globals.mail(), values);
        lvs(globals.lvs(), values);
        processes(globals.processes(), values);
        buffers(globals.buffers(), values);
        values.put("umask", String.format("%04o", globals.files().umask()));
        // Shown where keepalived needs a table, asked for or not.
        var nftables = globals.kernel().nftables();
        values.put("nftables table name", nftables.table().orElse("keepalived"));
        values.put("nftables base chain priority", "" + nftables.priority());
        values.put(
                "Gratuitous ARP for each secondary VMAC",
                globals.daemon()
                        .garpExtra()
                        .map(extra -> extra.interval().toSeconds() + "s")
                        .orElse(""));
        return values;
    }

    private static void mail(MailSettings mail, Map<String, String> values) {
        mail.from().ifPresent(from -> values.put("Email notification from", from));
        // In one file a missing brace hides a second list of the same people from keepalived.
        values.put(
                "Email notification to",
                String.join(" ", mail.recipients().stream().distinct().toList()));
        values.put(
                "Smtp server",
                mail.server()
                        .map(server -> server.host().equals("localhost") ? "127.0.0.1" : server.host())
                        .orElse(""));
        values.put(
                "Smtp server port",
                mail.server().map(server -> "" + server.port()).orElse(""));
        mail.heloName().ifPresent(name -> values.put("Smtp HELO name", name));
        values.put("Smtp server connection timeout", seconds(mail.connectTimeout()));
        values.put("no_checker_emails", mail.noCheckerEmails() ? "1" : "0");
    }

    private static void lvs(LvsSettings lvs, Map<String, String> values) {
        values.put("LVS flush", "" + lvs.flush());
        values.put("LVS notify fifo", fifo(lvs.notifyFifo()));
        values.put(
                "LVS TCP FIN timeout",
                lvs.timeouts().tcpFin().map(CorpusGlobals::seconds).orElse(""));
        // The dump calls the time-out of UDP that of TCP as well.
        List<String> timeouts = new ArrayList<>();
        lvs.timeouts().tcp().ifPresent(time -> timeouts.add(seconds(time)));
        lvs.timeouts().udp().ifPresent(time -> timeouts.add(seconds(time)));
        values.put("LVS TCP timeout", String.join(" ", timeouts));
        lvs.syncDaemon().ifPresent(daemon -> {
            values.put("LVS syncd interface", daemon.interfaceName());
            values.put("LVS syncd vrrp instance", daemon.vrrpInstance().orElse(""));
            values.put("LVS syncd maxlen", number(daemon.maxLength()));
            values.put("LVS syncd mcast port", "" + daemon.port());
            values.put("LVS syncd mcast ttl", number(daemon.ttl()));
        });
    }

    private static void processes(ProcessSettings processes, Map<String, String> values) {
        values.put("VRRP process priority", number(processes.vrrp().niceness()));
        values.put("VRRP realtime priority", number(processes.vrrp().realtimePriority()));
        values.put("VRRP realtime limit", "" + processes.vrrp().realtimeLimit().toNanos() / 1000);
        values.put("VRRP don't swap", "" + processes.vrrp().noSwap());
        values.put("Checker process priority", number(processes.checker().niceness()));
        values.put("Checker don't swap", "" + processes.checker().noSwap());
        values.put("BFD don't swap", "" + processes.bfd().noSwap());
        values.put(
                "Max auto priority", processes.maxAutoPriority() == -1 ? "Disabled" : "" + processes.maxAutoPriority());
    }

    private static void buffers(ReceiveBuffers buffers, Map<String, String> values) {
        values.put("vrrp_netlink_cmd_rcv_bufs", "" + buffers.vrrp().command());
        values.put("vrrp_netlink_monitor_rcv_bufs", "" + buffers.vrrp().monitor());
        values.put("lvs_netlink_cmd_rcv_bufs", "" + buffers.lvs().command());
        values.put("lvs_netlink_monitor_rcv_bufs", "" + buffers.lvs().monitor());
        buffers.adverts().ifPresent(size -> {
            if (size instanceof ReceiveBuffers.AdvertSize.Bytes(int count)) {
                values.put("rx_bufs_size", "" + count);
            }
        });
        values.put("rx_bufs_multiples", "" + buffers.advertsMultiplier());
    }

    private static String seconds(Duration time) {
        return "" + time.toSeconds();
    }

    private static String micros(Duration time) {
        return java.math.BigDecimal.valueOf(time.toNanos() / 1000, 6).toPlainString();
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? "" + number.getAsInt() : "";
    }

    /** keepalived shows the numbers of user and group, which were 0 wherever the corpus was made. */
    private static String fifo(Optional<NotifyFifo> fifo) {
        return fifo.map(given -> given.path() + ", uid:gid 0:0").orElse("");
    }
}

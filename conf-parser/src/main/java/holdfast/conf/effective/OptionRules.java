package holdfast.conf.effective;

import holdfast.conf.model.AuthHmac;
import holdfast.conf.model.DaemonSettings;
import holdfast.conf.model.InstanceOptions;
import holdfast.conf.model.InstanceOptions.Ipvlan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rarer keywords of {@code vrrp_instance}. */
final class OptionRules {
    /** Longest {@code time_window} that can be written. */
    private static final Duration MAX_WINDOW = Duration.ofMinutes(5);

    static final Rules<AuthHmac> AUTH_HMAC = Rules.of(AuthHmac.class)
            .print("keys", (h, out) -> keys(out, h.keys()))
            .print("activeKey", (h, out) -> h.activeKey().ifPresent(key -> out.number("active_key", key)))
            .print("antiReplay", (h, out) -> out.words("anti_replay", List.of(word(h.antiReplay()))))
            .print("timeWindow", (h, out) -> timeWindow(out, h.timeWindow()))
            .print("mode", (h, out) -> out.words("mode", List.of(word(h.mode()))));

    static final Rules<InstanceOptions> OPTIONS = Rules.of(InstanceOptions.class)
            .print("authHmac", (o, out) -> o.authHmac().ifPresent(hmac -> authHmac(out, hmac)))
            .print("garpExtra", (o, out) -> garpExtra(out, o.garpExtra()))
            .print("useVmacAddr", (o, out) -> out.flag("use_vmac_addr", o.useVmacAddr()))
            .print("ipvlan", (o, out) -> o.ipvlan().ifPresent(ipvlan -> ipvlan(out, ipvlan)))
            .print("vrf", (o, out) -> out.text("vrf", o.vrf()))
            .print("oldUnicastChecksum", (o, out) -> oldChecksum(out, o.oldUnicastChecksum()))
            .print("unicastFaultNoPeer", (o, out) -> out.flag("unicast_fault_no_peer", o.unicastFaultNoPeer()))
            .print(
                    "kernelRxBufSize",
                    (o, out) -> o.kernelRxBufSize().ifPresent(size -> out.number("kernel_rx_buf_size", size)))
            .print("debug", (o, out) -> out.number("debug", o.debug()))
            .print("smtpAlert", (o, out) -> out.onOff("smtp_alert", o.smtpAlert()));

    /** Records that are words of one setting. */
    static final List<Rules<?>> WORDS = List.of(
            Rules.of(AuthHmac.Key.class).elsewhere("id", "value"),
            Rules.of(Ipvlan.class).elsewhere("name", "address", "mode"));

    private OptionRules() {}

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void authHmac(Body out, AuthHmac hmac) {
        out.section("auth_hmac", "", false, out.origins(), inner -> AUTH_HMAC.apply(hmac, inner));
    }

    /** Their values are secrets, and many see what JSON goes to. */
    private static void keys(Body out, List<AuthHmac.Key> keys) {
        keys.forEach(key -> out.onlyInFile("key", Integer.toString(key.id()), ConfText.word(key.value())));
        out.fact(
                "keys",
                new Datum.Words(
                        keys.stream().map(key -> Integer.toString(key.id())).toList()));
    }

    /** The default may be one that cannot be written. */
    private static void timeWindow(Body out, Duration window) {
        if (window.toNanosPart() == 0 && window.compareTo(MAX_WINDOW) <= 0) {
            out.seconds("time_window", window);
        } else {
            out.fact("time_window", Body.seconds(window));
        }
    }

    /** Zero takes back what {@code global_defs} say. */
    private static void garpExtra(Body out, Optional<DaemonSettings.GarpExtra> extra) {
        if (extra.isPresent()) {
            DaemonRules.garpExtra(out, "garp_extra_if", extra.get());
        } else if (out.configuration().globalDefs().daemon().garpExtra().isPresent()) {
            out.words("garp_extra_if", List.of("0"));
        }
    }

    private static void ipvlan(Body out, Ipvlan ipvlan) {
        var words = new LineWords();
        ipvlan.name().ifPresent(name -> words.words(ConfText.word(name)));
        ipvlan.address().ifPresent(address -> words.words(ConfText.address(address)));
        words.words(word(ipvlan.mode()));
        out.words("use_ipvlan", List.of(words.text()));
    }

    private static void oldChecksum(Body out, InstanceOptions.OldChecksum checksum) {
        switch (checksum) {
            case AUTOMATIC -> {}
            case ALWAYS -> out.words("old_unicast_checksum", List.of());
            case NEVER -> out.words("old_unicast_checksum", List.of("never"));
        }
    }
}

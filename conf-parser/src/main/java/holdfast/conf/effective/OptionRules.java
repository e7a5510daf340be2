package holdfast.conf.effective;

import holdfast.conf.model.AuthHmac;
import holdfast.conf.model.InstanceOptions;
import holdfast.conf.model.InstanceOptions.Ipvlan;
import java.util.List;
import java.util.Locale;

/** The rarer keywords of an instance: those that were given. */
final class OptionRules {
    static final Rules<AuthHmac.Key> KEY = Rules.of(AuthHmac.Key.class).elsewhere("id", "value");

    static final Rules<AuthHmac> HMAC = Rules.of(AuthHmac.class)
            .print(
                    "keys",
                    (h, out) -> h.keys()
                            .forEach(key ->
                                    out.words("key", List.of(Integer.toString(key.id()), ConfText.word(key.value())))))
            .print("activeKey", (h, out) -> h.activeKey().ifPresent(id -> out.number("active_key", id)))
            .print("antiReplay", (h, out) -> out.words("anti_replay", List.of(lower(h.antiReplay()))))
            .print("timeWindow", (h, out) -> out.seconds("time_window", h.timeWindow()))
            .print("mode", (h, out) -> out.words("mode", List.of(lower(h.mode()))));

    static final Rules<Ipvlan> IPVLAN = Rules.of(Ipvlan.class).elsewhere("name", "address", "mode");

    static final Rules<InstanceOptions> OPTIONS = Rules.of(InstanceOptions.class)
            .print(
                    "authHmac",
                    (o, out) -> o.authHmac()
                            .ifPresent(hmac ->
                                    out.section("auth_hmac", "", false, out.origins(), in -> HMAC.apply(hmac, in))))
            .print("garpExtra", (o, out) -> DaemonRules.extra(out, o.garpExtra()))
            .print("useVmacAddr", (o, out) -> flag(out, "use_vmac_addr", o.useVmacAddr()))
            .print("ipvlan", (o, out) -> o.ipvlan().ifPresent(ipvlan -> ipvlan(out, ipvlan)))
            .print("vrf", (o, out) -> out.text("vrf", o.vrf()))
            .print("oldUnicastChecksum", (o, out) -> checksum(out, o.oldUnicastChecksum()))
            .print("unicastFaultNoPeer", (o, out) -> flag(out, "unicast_fault_no_peer", o.unicastFaultNoPeer()))
            .print(
                    "kernelRxBufSize",
                    (o, out) -> o.kernelRxBufSize().ifPresent(size -> out.number("kernel_rx_buf_size", size)))
            .print("debug", (o, out) -> {
                if (o.debug() != 0) {
                    out.number("debug", o.debug());
                }
            })
            .print("smtpAlert", (o, out) -> DaemonRules.alert(out, o.smtpAlert()));

    private OptionRules() {}

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void flag(Body out, String keyword, boolean on) {
        if (on) {
            out.flag(keyword, true);
        }
    }

    private static void checksum(Body out, InstanceOptions.OldChecksum checksum) {
        switch (checksum) {
            case AUTOMATIC -> {}
            case ALWAYS -> out.words("old_unicast_checksum", List.of());
            case NEVER -> out.words("old_unicast_checksum", List.of("never"));
        }
    }

    private static void ipvlan(Body out, Ipvlan ipvlan) {
        var words = new StringBuilder();
        ipvlan.name()
                .ifPresent(name ->
                        words.append("name ").append(ConfText.word(name)).append(' '));
        ipvlan.address()
                .ifPresent(address -> words.append(ConfText.address(address)).append(' '));
        words.append(lower(ipvlan.mode()));
        out.words("use_ipvlan", List.of(words.toString()));
    }
}

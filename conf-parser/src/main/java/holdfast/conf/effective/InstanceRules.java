package holdfast.conf.effective;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.Authentication;
import holdfast.conf.model.Preemption;
import holdfast.conf.model.Transport;
import holdfast.conf.model.VirtualMac;
import holdfast.conf.model.VrrpInstance;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code vrrp_instance}. */
final class InstanceRules {
    /** Written by {@link #authentication}. */
    static final Rules<Authentication> AUTHENTICATION =
            Rules.of(Authentication.class).elsewhere("password");

    static final Rules<Preemption> PREEMPTION = Rules.of(Preemption.class)
            .print("preempt", (p, out) -> preempt(out, p.preempt()))
            .print("preemptDelay", (p, out) -> out.secondsOrNone("preempt_delay", p.preemptDelay()));

    static final Rules<VirtualMac> VIRTUAL_MAC = Rules.of(VirtualMac.class)
            .print("interfaceName", (m, out) -> virtualMac(out, m.interfaceName()))
            .print("xmitBase", (m, out) -> out.flag("vmac_xmit_base", m.xmitBase()));

    static final Rules<Transport> TRANSPORT = Rules.of(Transport.class)
            .print("sourceAddress", (t, out) -> source(out, t.isUnicast(), t.sourceAddress()))
            .print("trackSourceAddress", (t, out) -> out.flag("track_src_ip", t.trackSourceAddress()))
            .print("multicastGroup", (t, out) -> out.address("mcast_dst_ip", t.multicastGroup()))
            .print("unicastPeers", (t, out) -> AddressRules.peers(out, t.unicastPeers()))
            .print("unicastTtl", (t, out) -> t.unicastTtl().ifPresent(ttl -> out.number("unicast_ttl", ttl)))
            .print("checkUnicastSource", (t, out) -> out.onOff("check_unicast_src", t.checkUnicastSource()));

    static final Rules<VrrpInstance> INSTANCE = Rules.of(VrrpInstance.class)
            .elsewhere("name")
            .print("interfaceName", (i, out) -> out.text("interface", i.interfaceName()))
            .print("virtualRouterId", (i, out) -> out.number("virtual_router_id", i.virtualRouterId()))
            .print("family", InstanceRules::family)
            .print("version", (i, out) -> out.number("version", i.version()))
            .print("strict", (i, out) -> out.onOff("strict_mode", i.strict()))
            .print("state", (i, out) -> out.words("state", List.of(i.state().name())))
            .print("priority", (i, out) -> out.number("priority", i.priority()))
            .print("advertInterval", (i, out) -> out.seconds("advert_int", i.advertInterval()))
            .print("authentication", (i, out) -> authentication(out, i.authentication()))
            .print("virtualIpAddresses", InstanceRules::addresses)
            .print(
                    "virtualIpAddressesExcluded",
                    (i, out) ->
                            AddressRules.addresses(out, "virtual_ipaddress_excluded", i.virtualIpAddressesExcluded()))
            .print("virtualRoutes", (i, out) -> RouteRules.routes(out, "virtual_routes", i.virtualRoutes()))
            .print("virtualRules", (i, out) -> RouteRules.rules(out, "virtual_rules", i.virtualRules()))
            .print("transport", (i, out) -> TRANSPORT.apply(i.transport(), out))
            .print("tracking", (i, out) -> TrackRules.TRACKING.apply(i.tracking(), out))
            .print("dontTrackPrimary", (i, out) -> out.flag("dont_track_primary", i.dontTrackPrimary()))
            .print("preemption", (i, out) -> PREEMPTION.apply(i.preemption(), out))
            .print("accept", (i, out) -> accept(out, i.accept()))
            .print("garp", (i, out) -> GlobalRules.GARP.apply(i.garp(), out))
            .print("downTimerAdverts", (i, out) -> out.number("down_timer_adverts", i.downTimerAdverts()))
            .print("lowerPrioNoAdvert", (i, out) -> out.onOff("lower_prio_no_advert", i.lowerPrioNoAdvert()))
            .print("higherPrioSendAdvert", (i, out) -> out.onOff("higher_prio_send_advert", i.higherPrioSendAdvert()))
            .print("ownerIgnoreAdverts", (i, out) -> out.onOff("owner_ignore_adverts", i.ownerIgnoreAdverts()))
            .print(
                    "timerExpiredBackup",
                    (i, out) -> i.timerExpiredBackup().ifPresent(n -> out.number("timer_expired_backup", n)))
            .print("virtualMac", (i, out) -> i.virtualMac().ifPresent(mac -> VIRTUAL_MAC.apply(mac, out)))
            .print("skipCheckAdvAddr", (i, out) -> out.flag("skip_check_adv_addr", i.skipCheckAdvAddr()))
            .print("v3ChecksumAsV2", (i, out) -> out.onOff("v3_checksum_as_v2", i.v3ChecksumAsV2()))
            .print("promoteSecondaries", (i, out) -> out.flag("promote_secondaries", i.promoteSecondaries()))
            .print("notifyScripts", (i, out) -> TrackRules.NOTIFY.apply(i.notifyScripts(), out))
            .print("options", (i, out) -> OptionRules.OPTIONS.apply(i.options(), out))
            .print("syncGroup", (i, out) -> i.syncGroup().ifPresent(group -> out.fact("sync_group", group)));

    private InstanceRules() {}

    /** Addresses, peers and sources tell the family; only without them a word must. */
    private static void family(VrrpInstance instance, Body out) {
        out.fact("family", instance.family().word());
        boolean told = !instance.virtualIpAddresses().isEmpty()
                || instance.transport().isUnicast()
                || instance.family() == AddressFamily.INET;
        if (!told) {
            out.onlyInFile("native_ipv6");
        }
    }

    private static void addresses(VrrpInstance instance, Body out) {
        AddressRules.addresses(out, "virtual_ipaddress", instance.virtualIpAddresses());
        if (instance.virtualIpAddresses().isEmpty()) {
            out.flag("no_virtual_ipaddress", true);
        }
    }

    private static void authentication(Body out, Optional<Authentication> authentication) {
        authentication.ifPresent(pass -> out.section("authentication", "", false, out.origins(), inner -> {
            inner.words("auth_type", List.of("PASS"));
            inner.text("auth_pass", pass.password());
        }));
    }

    private static void preempt(Body out, boolean preempt) {
        out.onlyInFile(preempt ? "preempt" : "nopreempt");
        out.fact("preempt", new Datum.Flag(preempt));
    }

    private static void accept(Body out, boolean accept) {
        out.onlyInFile(accept ? "accept" : "no_accept");
        out.fact("accept", new Datum.Flag(accept));
    }

    private static void virtualMac(Body out, Optional<String> name) {
        List<String> words = new ArrayList<>();
        name.ifPresent(given -> words.add(ConfText.word(given)));
        out.onlyInFile("use_vmac", words.toArray(String[]::new));
        out.fact("use_vmac", new Datum.Flag(true));
        name.ifPresent(given -> out.fact("vmac_name", given));
    }

    /** One address for both keywords. */
    private static void source(Body out, boolean unicast, Optional<InetAddress> source) {
        String keyword = unicast ? "unicast_src_ip" : "mcast_src_ip";
        out.address(keyword, source, unicast ? "mcast_src_ip" : "unicast_src_ip");
    }
}

package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.address;
import static holdfast.conf.schema.Kinds.choice;
import static holdfast.conf.schema.Kinds.flag;
import static holdfast.conf.schema.Kinds.integer;
import static holdfast.conf.schema.Kinds.interfaceName;
import static holdfast.conf.schema.Kinds.seconds;
import static holdfast.conf.schema.Kinds.text;
import static holdfast.conf.schema.Kinds.wholeSeconds;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.VirtualMac;
import holdfast.conf.model.WantedState;
import holdfast.conf.schema.InstanceDraft.AuthenticationType;
import holdfast.conf.syntax.Word;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Keywords of {@code vrrp_instance} (keepalived.conf(5), "VRRP instance(s)"). */
final class InstanceTable {
    /** What keepalived runs with when the priority given is no good. */
    private static final int DEFAULT_PRIORITY = 100;

    private static final String AUTHENTICATION_WORDS = "give the type and the password on lines of their own";

    static final Block<InstanceDraft> AUTHENTICATION = Block.<InstanceDraft>of("authentication")
            .value(
                    "auth_type",
                    choice(Map.of("PASS", AuthenticationType.PASS, "AH", AuthenticationType.AH)),
                    (d, v) -> d.authenticationType = v)
            .value("auth_pass", InstanceTable::password, (d, v) -> d.password = v)
            .takes("TEXT, at most 8 characters")
            .removed("PASS", AUTHENTICATION_WORDS)
            .removed("AH", AUTHENTICATION_WORDS);

    static final Block<InstanceDraft> VRRP_INSTANCE = Block.<InstanceDraft>of("vrrp_instance")
            .with(InstanceTable::basics)
            .with(InstanceTable::addresses)
            .with(InstanceTable::transport)
            .with(InstanceTable::behaviour)
            .with(InstanceTable::announcements)
            .with(InstanceTable::interfaces)
            .with(table -> NotifyRows.addTracking(table, d -> d.tracking))
            .with(table -> NotifyRows.add(table, d -> d.notify))
            .first("notify_deleted", InstanceTable::optionalScript, (d, v) -> d.notify.deleted = v)
            .defaultsTo("notify_fault is run")
            .takes("[COMMAND [USER [GROUP]]]")
            .first("notify_master_rx_lower_pri", ScriptKind.withUser(), (d, v) -> d.notify.masterRxLowerPri = v)
            .with(OptionsTable::rows)
            .with(InstanceTable::obsolete);

    private InstanceTable() {}

    private static Block<InstanceDraft> basics(Block<InstanceDraft> table) {
        return table.value("interface", interfaceName().essential(), (d, v) -> d.interfaceName = v)
                .value("virtual_router_id", integer(1, 255).essential(), (d, v) -> d.virtualRouterId = v)
                .first(
                        "state",
                        choice(Map.of("MASTER", WantedState.MASTER, "BACKUP", WantedState.BACKUP))
                                .orElse(WantedState.BACKUP),
                        (d, v) -> d.state = v)
                .defaultsTo("BACKUP; MASTER with priority 255")
                .value("priority", integer(1, 255).orElse(DEFAULT_PRIORITY), (d, v) -> d.priority = v)
                .defaultsTo("100; 255 with state MASTER")
                .value("advert_int", seconds("0.01", "255"), (d, v) -> d.advertInterval = v)
                .defaultsTo("1 s")
                .value("version", integer(2, 3), (d, v) -> d.version = v)
                .inherits("vrrp_version")
                .defaultsTo("always 3 for IPv6")
                .nested(AUTHENTICATION);
    }

    private static Block<InstanceDraft> addresses(Block<InstanceDraft> table) {
        return table.lines("virtual_ipaddress", (d, line) -> AddressLine.read(d.addresses, line))
                .takes(AddressLine.SYNTAX)
                .lines("virtual_ipaddress_excluded", (d, line) -> AddressLine.read(d.excluded, line))
                .takes(AddressLine.SYNTAX)
                .flag("no_virtual_ipaddress", (d, v) -> d.noVirtualIpAddress = v)
                .since("2.2.8")
                .lines("virtual_routes", (d, line) -> RouteLine.read(d.routes, line, false))
                .takes(RouteLine.SYNTAX)
                .lines("virtual_rules", (d, line) -> RuleLine.read(d.rules, line, false))
                .takes(RuleLine.SYNTAX)
                .accepted("promote_secondaries", flag(), (d, v) -> d.promoteSecondaries = v)
                .flag("native_ipv6", (d, v) -> d.nativeIpv6 = v);
    }

    private static Block<InstanceDraft> transport(Block<InstanceDraft> table) {
        return table.flag("dont_track_primary", (d, v) -> d.dontTrackPrimary = v)
                .accepted("track_src_ip", flag(), (d, v) -> d.trackSourceAddress = v)
                .value("mcast_src_ip", address(), (d, v) -> d.multicastSource = v)
                .defaultsTo("the first address of the interface")
                .value("mcast_dst_ip", address(), (d, v) -> d.multicastDestination = v)
                .defaultsTo("vrrp_mcast_group4 or vrrp_mcast_group6")
                .value("unicast_src_ip", address(), (d, v) -> d.unicastSource = v)
                .defaultsTo("the first address of the interface")
                .lines("unicast_peer", PeerLine::read)
                .takes("ADDRESS [min_ttl 0..255] [max_ttl 0..255]")
                .value("unicast_ttl", integer(0, 255), (d, v) -> d.unicastTtl = v)
                .defaultsTo("255; of the kernel for IPv6")
                .bool("check_unicast_src", (d, v) -> d.checkUnicastSource = v)
                .inherits("vrrp_check_unicast_src")
                .flag("skip_check_adv_addr", (d, v) -> d.skipCheckAdvAddr = v)
                .inherits("vrrp_skip_check_adv_addr")
                .bool("v3_checksum_as_v2", (d, v) -> d.v3ChecksumAsV2 = v)
                .inherits("v3_checksum_as_v2")
                .since("2.2.8")
                .bool("strict_mode", (d, v) -> d.strict = v)
                .inherits("vrrp_strict");
    }

    private static Block<InstanceDraft> behaviour(Block<InstanceDraft> table) {
        return table.flag("nopreempt", (d, v) -> d.preempt = new Located<>(false, v.span()))
                .flag("preempt", (d, v) -> d.preempt = v)
                .defaultsTo("on")
                .value("preempt_delay", seconds("0", "1000"), (d, v) -> d.preemptDelay = v)
                .defaultsTo("0 s")
                .flag("accept", (d, v) -> d.accept = v)
                .defaultsTo("on; off with vrrp_strict unless priority 255")
                .accepted("no_accept", flag(), (d, v) -> d.accept = new Located<>(false, v.span()))
                .value("down_timer_adverts", integer(1, 100), (d, v) -> d.downTimerAdverts = v)
                .inherits("vrrp_down_timer_adverts")
                .bool("lower_prio_no_advert", (d, v) -> d.lowerPrioNoAdvert = v)
                .inherits("vrrp_lower_prio_no_advert")
                .bool("higher_prio_send_advert", (d, v) -> d.higherPrioSendAdvert = v)
                .inherits("vrrp_higher_prio_send_advert")
                .bool("owner_ignore_adverts", (d, v) -> d.ownerIgnoreAdverts = v)
                .inherits("vrrp_owner_ignore_adverts")
                .since("2.3.3")
                .value("timer_expired_backup", InstanceTable::optionalAdverts, (d, v) -> d.timerExpiredBackup = v)
                .takes("[1..254]")
                .since("2.2.8")
                .renamed("thread_timer_expired", "timer_expired_backup");
    }

    private static Block<InstanceDraft> announcements(Block<InstanceDraft> table) {
        return table.value("garp_master_delay", wholeSeconds(0, Integer.MAX_VALUE), (d, v) -> d.garp.masterDelay = v)
                .inherits("vrrp_garp_master_delay")
                .value("garp_master_repeat", integer(1, 65_535).orElse(1), (d, v) -> d.garp.masterRepeat = v)
                .inherits("vrrp_garp_master_repeat")
                .value("garp_master_refresh", wholeSeconds(0, Integer.MAX_VALUE), (d, v) -> d.garp.masterRefresh = v)
                .inherits("vrrp_garp_master_refresh")
                .value(
                        "garp_master_refresh_repeat",
                        integer(1, 65_535).orElse(1),
                        (d, v) -> d.garp.masterRefreshRepeat = v)
                .inherits("vrrp_garp_master_refresh_repeat")
                .value("garp_lower_prio_delay", wholeSeconds(0, Integer.MAX_VALUE), (d, v) -> d.garp.lowerPrioDelay = v)
                .inherits("vrrp_garp_lower_prio_delay")
                .value("garp_lower_prio_repeat", integer(0, 65_535), (d, v) -> d.garp.lowerPrioRepeat = v)
                .inherits("vrrp_garp_lower_prio_repeat");
    }

    private static Block<InstanceDraft> interfaces(Block<InstanceDraft> table) {
        return table.value("use_vmac", InstanceTable::virtualMac, (d, v) -> d.virtualMac = v)
                .defaultsTo("no virtual MAC; the name is vrrp.VRID")
                .takes("[[name] INTERFACE] [MAC] [netlink_notify_msg] [group GROUP]")
                .flag("vmac_xmit_base", (d, v) -> d.vmacXmitBase = v);
    }

    private static Block<InstanceDraft> obsolete(Block<InstanceDraft> table) {
        return table.removed("lvs_sync_daemon_interface", "use 'lvs_sync_daemon' in global_defs")
                .removed("lvs_sync_daemon_inteface", "use 'lvs_sync_daemon' in global_defs")
                .removed("linkbeat_use_polling", "use it at root level")
                .removed("nat_mask", "keepalived has no such keyword any more")
                .removed("interface_name", "use 'interface'");
    }

    /** The protocol has room for eight bytes (RFC 2338, 5.3.6). */
    private static Optional<String> password(Arguments in) {
        return in.required("a password of at most eight characters").map(word -> {
            if (word.text().length() <= 8) {
                return word.text();
            }
            in.problem(
                    Rule.PASSWORD_TRUNCATED,
                    word,
                    "the password is cut to its first eight characters",
                    "use '" + "x".repeat(8) + "': eight characters at most, the same on all nodes");
            return word.text().substring(0, 8);
        });
    }

    private static Optional<Integer> optionalAdverts(Arguments in) {
        return in.peek().isEmpty() ? Optional.of(1) : integer(1, 254).read(in);
    }

    /** No script: keepalived then runs the one for FAULT, which is what an absent value means in the model. */
    private static Optional<ScriptCommand> optionalScript(Arguments in) {
        return in.peek().isEmpty() ? Optional.empty() : ScriptKind.withUser().read(in);
    }

    /** {@code use_vmac [[name] IF] [MAC] [netlink_notify_msg] [group G]}. */
    private static Optional<VirtualMac> virtualMac(Arguments in) {
        in.take("name");
        Optional<String> name = Optional.empty();
        for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
            String text = word.get().text();
            switch (text) {
                case "netlink_notify_msg" -> {}
                case "group" -> in.required("a group");
                default -> {
                    boolean isMac = text.indexOf(':') > 0;
                    if (isMac) {
                        in.problem(
                                Rule.NO_EFFECT,
                                word.get(),
                                "a MAC address of one's own has no effect in Holdfast yet",
                                "");
                    } else if (name.isPresent()) {
                        Weight.unknownOption(in, word.get(), "one name of an interface");
                    } else if (Kinds.isInterfaceName(in, word.get())) {
                        name = Optional.of(text);
                    }
                }
            }
        }
        return Optional.of(new VirtualMac(name, false));
    }

    /** The adverts of {@code timer_expired_backup}. */
    static OptionalInt adverts(Located<Integer> given) {
        return given == null ? OptionalInt.empty() : OptionalInt.of(given.value());
    }
}

package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.address;
import static holdfast.conf.schema.Kinds.anything;
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
            .takes("[COMMAND [USER [GROUP]]]")
            .first("notify_master_rx_lower_pri", ScriptKind.withUser(), (d, v) -> d.notify.masterRxLowerPri = v)
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
                .value("priority", integer(1, 255).orElse(DEFAULT_PRIORITY), (d, v) -> d.priority = v)
                .value("advert_int", seconds("0.01", "255"), (d, v) -> d.advertInterval = v)
                .value("version", integer(2, 3), (d, v) -> d.version = v)
                .nested(AUTHENTICATION)
                .unread("auth_hmac", true);
    }

    private static Block<InstanceDraft> addresses(Block<InstanceDraft> table) {
        return table.lines("virtual_ipaddress", (d, line) -> AddressLine.read(d.addresses, line))
                .takes(AddressLine.SYNTAX)
                .lines("virtual_ipaddress_excluded", (d, line) -> AddressLine.read(d.excluded, line))
                .takes(AddressLine.SYNTAX)
                .flag("no_virtual_ipaddress", (d, v) -> d.noVirtualIpAddress = v)
                .unreadLines("virtual_routes")
                .unreadLines("virtual_rules")
                .accepted("promote_secondaries", flag(), (d, v) -> d.promoteSecondaries = v)
                .flag("native_ipv6", (d, v) -> d.nativeIpv6 = v);
    }

    private static Block<InstanceDraft> transport(Block<InstanceDraft> table) {
        return table.flag("dont_track_primary", (d, v) -> d.dontTrackPrimary = v)
                .accepted("track_src_ip", flag(), (d, v) -> d.trackSourceAddress = v)
                .value("mcast_src_ip", address(), (d, v) -> d.multicastSource = v)
                .value("mcast_dst_ip", address(), (d, v) -> d.multicastDestination = v)
                .value("unicast_src_ip", address(), (d, v) -> d.unicastSource = v)
                .lines("unicast_peer", PeerLine::read)
                .takes("ADDRESS [min_ttl 0..255] [max_ttl 0..255]")
                .value("unicast_ttl", integer(0, 255), (d, v) -> d.unicastTtl = v)
                .bool("check_unicast_src", (d, v) -> d.checkUnicastSource = v)
                .accepted("unicast_fault_no_peer", flag())
                .accepted("old_unicast_checksum", anything())
                .flag("skip_check_adv_addr", (d, v) -> d.skipCheckAdvAddr = v)
                .bool("v3_checksum_as_v2", (d, v) -> d.v3ChecksumAsV2 = v)
                .bool("strict_mode", (d, v) -> d.strict = v)
                .accepted("kernel_rx_buf_size", integer(1, Integer.MAX_VALUE))
                .accepted("debug", integer(0, 4));
    }

    private static Block<InstanceDraft> behaviour(Block<InstanceDraft> table) {
        return table.flag("nopreempt", (d, v) -> d.preempt = new Located<>(false, v.span()))
                .flag("preempt", (d, v) -> d.preempt = v)
                .value("preempt_delay", seconds("0", "1000"), (d, v) -> d.preemptDelay = v)
                .flag("accept", (d, v) -> d.accept = v)
                .accepted("no_accept", flag(), (d, v) -> d.accept = new Located<>(false, v.span()))
                .value("down_timer_adverts", integer(1, 100), (d, v) -> d.downTimerAdverts = v)
                .bool("lower_prio_no_advert", (d, v) -> d.lowerPrioNoAdvert = v)
                .bool("higher_prio_send_advert", (d, v) -> d.higherPrioSendAdvert = v)
                .bool("owner_ignore_adverts", (d, v) -> d.ownerIgnoreAdverts = v)
                .value("timer_expired_backup", InstanceTable::optionalAdverts, (d, v) -> d.timerExpiredBackup = v)
                .takes("[1..254]")
                .since("2.2.8")
                .renamed("thread_timer_expired", "timer_expired_backup");
    }

    private static Block<InstanceDraft> announcements(Block<InstanceDraft> table) {
        return table.value("garp_master_delay", wholeSeconds(0, Integer.MAX_VALUE), (d, v) -> d.garp.masterDelay = v)
                .value("garp_master_repeat", integer(1, 65_535).orElse(1), (d, v) -> d.garp.masterRepeat = v)
                .value("garp_master_refresh", wholeSeconds(0, Integer.MAX_VALUE), (d, v) -> d.garp.masterRefresh = v)
                .value(
                        "garp_master_refresh_repeat",
                        integer(1, 65_535).orElse(1),
                        (d, v) -> d.garp.masterRefreshRepeat = v)
                .value("garp_lower_prio_delay", wholeSeconds(0, Integer.MAX_VALUE), (d, v) -> d.garp.lowerPrioDelay = v)
                .value("garp_lower_prio_repeat", integer(0, 65_535), (d, v) -> d.garp.lowerPrioRepeat = v)
                .accepted("garp_extra_if", anything())
                .renamed("vmac_garp_intvl", "garp_extra_if");
    }

    private static Block<InstanceDraft> interfaces(Block<InstanceDraft> table) {
        return table.value("use_vmac", InstanceTable::virtualMac, (d, v) -> d.virtualMac = v)
                .takes("[[name] INTERFACE] [MAC] [netlink_notify_msg] [group GROUP]")
                .flag("vmac_xmit_base", (d, v) -> d.vmacXmitBase = v)
                .accepted("use_vmac_addr", flag())
                .accepted("use_ipvlan", anything())
                .accepted("vrf", text());
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

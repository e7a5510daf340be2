package holdfast.agent.doctor.firewall;

import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.firewall.Chain.Keeper;
import holdfast.agent.doctor.firewall.Chain.Table;
import holdfast.agent.doctor.machine.Programs;
import holdfast.linux.AddressFamily;
import java.util.Locale;
import java.util.Optional;

/** How a packet is let through, in the words of whoever keeps the rules. */
final class Remedies {
    private final Programs programs;

    Remedies(Programs programs) {
        this.programs = programs;
    }

    /** A command that lets packets like this one through a base chain, before all its rules. */
    Remedy letThrough(Packet packet, Chain base) {
        Table table = base.table();
        if (table.keeper() == Keeper.NFTABLES) {
            return table.name().equals("firewalld") ? firewalld(packet) : nftables(packet, base);
        }
        return isUfw(base) ? ufw(packet) : iptables(packet, base);
    }

    private static Remedy nftables(Packet packet, Chain base) {
        Table table = base.table();
        return Remedy.command(
                "nft insert rule %s %s %s %s accept"
                        .formatted(table.family(), table.name(), base.name(), nftWords(packet)),
                "to keep it: put the rule into /etc/nftables.conf, before what drops it");
    }

    private static String nftWords(Packet packet) {
        if (packet.port().isPresent()) {
            return "%s daddr %s %s dport %d"
                    .formatted(
                            packet.family() == AddressFamily.IPV4 ? "ip" : "ip6",
                            packet.destination(),
                            transport(packet),
                            packet.port().getAsInt());
        }
        return packet.type().isPresent()
                ? "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert }"
                : "meta l4proto " + packet.protocol();
    }

    private static String transport(Packet packet) {
        return switch (packet.protocol()) {
            case 6 -> "tcp";
            case 17 -> "udp";
            default -> "sctp";
        };
    }

    /** The tool that changes a table's rules. */
    static String iptables(Table table) {
        String tool = table.family().equals("ip6") ? "ip6tables" : "iptables";
        return tool + (table.keeper() == Keeper.IPTABLES_LEGACY ? "-legacy" : "-nft");
    }

    private static Remedy iptables(Packet packet, Chain base) {
        String table = base.table().name();
        return Remedy.command(
                "%s%s -I %s %s -j ACCEPT"
                        .formatted(
                                iptables(base.table()),
                                table.equals("filter") ? "" : " -t " + table,
                                base.name(),
                                iptablesWords(packet)),
                "to keep it: 'netfilter-persistent save', or wherever your rules are made");
    }

    private static String iptablesWords(Packet packet) {
        if (packet.port().isPresent()) {
            return "-d %s -p %s --dport %d"
                    .formatted(
                            packet.destination(),
                            transport(packet),
                            packet.port().getAsInt());
        }
        return packet.type().isPresent()
                ? "-p ipv6-icmp --icmpv6-type " + packet.type().getAsInt()
                : "-p " + packet.protocol();
    }

    private static boolean isUfw(Chain base) {
        return base.rules().stream()
                .anyMatch(rule -> rule.action() instanceof Rule.Action.Jump(String chain) && chain.startsWith("ufw"));
    }

    /** ufw(8) has no rule for protocol 112 in all its versions; its files for the time before its own rules take any. */
    private static Remedy ufw(Packet packet) {
        boolean ipv6 = packet.family() == AddressFamily.IPV6;
        if (packet.port().isPresent()) {
            return Remedy.command("ufw allow in proto %s to %s port %d"
                    .formatted(
                            transport(packet),
                            packet.destination(),
                            packet.port().getAsInt()));
        }
        String file = ipv6 ? "/etc/ufw/before6.rules" : "/etc/ufw/before.rules";
        String chain = (ipv6 ? "ufw6-before-" : "ufw-before-")
                + (packet.direction() == Packet.Direction.IN ? "input" : "output");
        return Remedy.command(
                "sed -i '/^# allow all on loopback/i -A %s %s -j ACCEPT' %s && ufw reload"
                        .formatted(chain, iptablesWords(packet), file),
                "ufw keeps these rules; the line goes into its *filter section");
    }

    private Remedy firewalld(Packet packet) {
        String zone =
                zone(packet.interfaceName()).map(name -> " --zone=" + name).orElse("");
        String what = packet.port().isPresent()
                ? "--add-port=" + packet.port().getAsInt() + "/" + transport(packet)
                : "--add-protocol=" + (packet.type().isPresent() ? "ipv6-icmp" : "vrrp");
        return Remedy.command(
                "firewall-cmd --permanent" + zone + " " + what + " && firewall-cmd --reload",
                "firewalld keeps these rules");
    }

    private Optional<String> zone(String interfaceName) {
        return programs.run("firewall-cmd", "--get-zone-of-interface=" + interfaceName)
                                instanceof Programs.Answer.Ended(int status, String output, String _)
                        && status == 0
                        && output.strip().toLowerCase(Locale.ROOT).matches("[a-z0-9_-]+")
                ? Optional.of(output.strip())
                : Optional.empty();
    }
}

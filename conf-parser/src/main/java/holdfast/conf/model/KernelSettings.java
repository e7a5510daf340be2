package holdfast.conf.model;

import java.util.List;
import java.util.Optional;

/**
 * What the file says about names and tables in the kernel. Nothing acts on this so far.
 *
 * @param iptables {@code vrrp_iptables}: chains that drop packets to addresses that do not accept them; none: INPUT and
 *     OUTPUT
 * @param ipsets {@code vrrp_ipsets}: sets these chains use; none: no sets
 * @param nftables {@code nftables*}: the same with nftables
 * @param nftablesIpvs {@code nftables_ipvs*}: firewall marks for groups of virtual servers
 * @param vmacPrefix {@code vmac_prefix}: how names of virtual MAC interfaces begin
 * @param vmacAddrPrefix {@code vmac_addr_prefix}: the same for those of single addresses
 * @param disableLocalIgmp {@code disable_local_igmp}: no membership reports for 224.0.0.0/24
 * @param iprouteUsrDir {@code iproute_usr_dir}: where names of routing tables are looked up
 * @param iprouteEtcDir {@code iproute_etc_dir}: the same, and goes before
 * @param namespaceWithIpsets {@code namespace_with_ipsets} at root level: ipsets in a network namespace with an old kernel
 */
public record KernelSettings(
        Optional<List<String>> iptables,
        Optional<List<String>> ipsets,
        Nftables nftables,
        NftablesIpvs nftablesIpvs,
        String vmacPrefix,
        String vmacAddrPrefix,
        boolean disableLocalIgmp,
        Optional<String> iprouteUsrDir,
        Optional<String> iprouteEtcDir,
        boolean namespaceWithIpsets) {
    /** Copies the lists. */
    public KernelSettings {
        iptables = iptables.map(List::copyOf);
        ipsets = ipsets.map(List::copyOf);
    }

    /**
     * A table of nftables for virtual addresses.
     *
     * @param table {@code nftables}; empty: none is asked for
     * @param priority {@code nftables_priority} of its chains, default -1
     * @param counters {@code nftables_counters}
     * @param ifindex {@code nftables_ifindex}: interfaces by number
     */
    public record Nftables(Optional<String> table, int priority, boolean counters, boolean ifindex) {}

    /**
     * A table of nftables for virtual servers.
     *
     * @param table {@code nftables_ipvs}; empty: none is asked for
     * @param priority {@code nftables_ipvs_priority} of its chains, default -1
     * @param startFwmark {@code nftables_ipvs_start_fwmark}: the first mark, default 1000
     */
    public record NftablesIpvs(Optional<String> table, int priority, int startFwmark) {}
}

package holdfast.agent.doctor.firewall;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A chain of rules.
 *
 * @param table whose it is
 * @param name its name in the table
 * @param base where the kernel calls it; empty for chains that others jump to
 * @param rules in order
 */
record Chain(Table table, String name, Optional<Base> base, List<Rule> rules) {
    Chain {
        rules = List.copyOf(rules);
    }

    /** Whose rules they are, which decides how one is added. */
    enum Keeper {
        NFTABLES,
        IPTABLES,
        IPTABLES_LEGACY
    }

    /**
     * A table.
     *
     * @param keeper who keeps it
     * @param family {@code ip}, {@code ip6}, {@code inet}, {@code netdev}, {@code bridge}, {@code arp}
     * @param name its name
     */
    record Table(Keeper keeper, String family, String name) {}

    /**
     * Where the kernel calls a chain.
     *
     * @param hook {@code input}, {@code prerouting} and so on
     * @param priority the lower, the earlier
     * @param drops whether what no rule decides about is dropped
     * @param devices interfaces; none: all
     */
    record Base(String hook, int priority, boolean drops, Set<String> devices) {
        Base {
            devices = Set.copyOf(devices);
        }
    }

    /** {@code chain input of table inet filter}. */
    String words() {
        return switch (table.keeper()) {
            case NFTABLES -> "chain " + name + " of nftables' table " + table.family() + " " + table.name();
            case IPTABLES, IPTABLES_LEGACY ->
                "chain " + name + " of " + Remedies.iptables(table)
                        + (table.name().equals("filter") ? "" : ", table " + table.name());
        };
    }
}

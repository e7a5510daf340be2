package holdfast.agent.doctor.firewall;

import holdfast.agent.doctor.firewall.Chain.Base;
import holdfast.agent.doctor.firewall.Chain.Keeper;
import holdfast.agent.doctor.firewall.Chain.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what {@code iptables-save} and {@code ip6tables-save} print (iptables-save(8)). */
final class IptablesRules {
    /** In the kernel's order of calls at the same hook (linux/netfilter_ipv4.h). */
    private static final List<String> TABLES = List.of("raw", "mangle", "nat", "filter", "security");

    private static final Map<String, String> HOOKS =
            Map.of("PREROUTING", "prerouting", "INPUT", "input", "OUTPUT", "output", "POSTROUTING", "postrouting");

    private final Keeper keeper;
    private final String family;
    private final List<Chain> chains = new ArrayList<>();
    private Optional<String> table = Optional.empty();
    private final Map<String, String> policies = new LinkedHashMap<>();
    private final Map<String, List<Rule>> rules = new LinkedHashMap<>();

    private IptablesRules(Keeper keeper, String family) {
        this.keeper = keeper;
        this.family = family;
    }

    /**
     * The chains of all tables in a listing.
     *
     * @param keeper whose rules they are
     * @param family {@code ip} or {@code ip6}
     */
    static List<Chain> read(String listing, Keeper keeper, String family) {
        IptablesRules reader = new IptablesRules(keeper, family);
        for (String line : listing.split("\n", -1)) {
            reader.line(line.strip());
        }
        reader.end();
        return reader.chains;
    }

    /** Whether a chain of nftables looks like one that iptables keeps there. */
    static boolean isNamedSo(Chain chain) {
        return chain.table().family().startsWith("ip")
                && TABLES.contains(chain.table().name())
                && HOOKS.containsKey(chain.name());
    }

    private void line(String line) {
        if (line.startsWith("*")) {
            end();
            table = Optional.of(line.substring(1));
        } else if (line.startsWith(":")) {
            String[] words = line.substring(1).split(" ", -1);
            policies.put(words[0], words.length > 1 ? words[1] : "-");
        } else if (line.startsWith("-A ")) {
            IptablesLine rule = IptablesLine.parse(line);
            rules.computeIfAbsent(rule.chain(), _ -> new ArrayList<>()).add(rule.rule());
        }
    }

    private void end() {
        table.ifPresent(name -> {
            Table owner = new Table(keeper, family, name);
            policies.forEach((chain, policy) -> chains.add(
                    new Chain(owner, chain, base(name, chain, policy), rules.getOrDefault(chain, List.of()))));
        });
        table = Optional.empty();
        policies.clear();
        rules.clear();
    }

    private static Optional<Base> base(String table, String chain, String policy) {
        String hook = HOOKS.get(chain);
        return hook == null || policy.equals("-")
                ? Optional.empty()
                : Optional.of(new Base(hook, TABLES.indexOf(table), policy.equals("DROP"), Set.of()));
    }
}

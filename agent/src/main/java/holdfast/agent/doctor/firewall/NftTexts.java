package holdfast.agent.doctor.firewall;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How rules read in {@code nft -a list ruleset}, by their handles. */
final class NftTexts {
    private static final Pattern TABLE = Pattern.compile("table (\\S+) (\\S+) \\{.*");
    private static final Pattern RULE = Pattern.compile("\\t\\t(.*) # handle ([0-9]+)");

    private record Key(String family, String table, long handle) {}

    private final Map<Key, String> texts = new HashMap<>();

    private NftTexts() {}

    static NftTexts of(String listing) {
        NftTexts all = new NftTexts();
        String family = "";
        String table = "";
        for (String line : listing.split("\n", -1)) {
            Matcher heading = TABLE.matcher(line);
            Matcher rule = RULE.matcher(line);
            if (heading.matches()) {
                family = heading.group(1);
                table = heading.group(2);
            } else if (rule.matches()) {
                all.texts.put(new Key(family, table, Long.parseLong(rule.group(2))), rule.group(1));
            }
        }
        return all;
    }

    /** The rule with that handle; handles are counted in each table. */
    String of(Chain.Table table, String chain, long handle) {
        return texts.getOrDefault(
                new Key(table.family(), table.name(), handle), "rule with handle " + handle + " in " + chain);
    }
}

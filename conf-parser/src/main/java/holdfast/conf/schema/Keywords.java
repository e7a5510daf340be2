package holdfast.conf.schema;

import holdfast.conf.syntax.Grammar;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All tables seen together: which block knows a word, and what the tree builder asks. One object for one run.
 */
public final class Keywords implements Grammar {
    /** Kind of blocks that hold values. */
    private static final String VALUES = "values";

    /** Asked for each line of a file; a hash set finds what it does not have without a division. */
    private static final Set<String> BEGIN_ROOT_BLOCK = new HashSet<>(Set.of(
            "global_defs",
            "vrrp_script",
            "vrrp_instance",
            "vrrp_sync_group",
            "vrrp_track_process",
            "vrrp_track_file",
            "virtual_server",
            "virtual_server_group",
            "bfd_instance",
            "static_ipaddress",
            "static_routes",
            "static_rules",
            "garp_group",
            "interface_up_down_delays",
            "linkbeat_interfaces",
            "SSL"));

    /** Tables of the blocks met so far: those of other blocks need not be built. */
    private final Map<String, Block<?>> met = new HashMap<>();

    private String lastKind = "";
    private String lastWord = "";
    private Entry<?> lastEntry;

    /** A grammar for one run. */
    public Keywords() {
        met.put(ROOT, RootTable.ROOT);
    }

    /** All tables, for those who need them all: to say where a word belongs, and for the reference. */
    private static final class All {
        /** By the kind of block they describe, the outermost first. */
        static final Map<String, Block<?>> TABLES = tables();

        static final Map<String, Set<String>> BLOCKS_OF = blocksOf(TABLES);
    }

    /** Every table that can be reached from the outermost level, in the order in which a reader meets them. */
    private static Map<String, Block<?>> tables() {
        Map<String, Block<?>> tables = new LinkedHashMap<>();
        collect(RootTable.ROOT, tables);
        return Collections.unmodifiableMap(tables);
    }

    private static void collect(Block<?> table, Map<String, Block<?>> into) {
        if (into.putIfAbsent(table.name(), table) != null) {
            return;
        }
        for (Entry<?> entry : table.entries()) {
            switch (entry) {
                case Entry.Section<?, ?> section -> collect(section.block(), into);
                case Entry.Nested<?> nested -> collect(nested.block(), into);
                case Entry.Lines<?> _,
                        Entry.NamedLines<?, ?> _,
                        Entry.Value<?, ?> _,
                        Entry.Unread<?> _,
                        Entry.Renamed<?> _,
                        Entry.Removed<?> _ -> {}
            }
        }
    }

    private static Map<String, Set<String>> blocksOf(Map<String, Block<?>> tables) {
        Map<String, Set<String>> blocks = new TreeMap<>();
        tables.forEach((kind, table) -> {
            for (Entry<?> entry : table.entries()) {
                if (entry.support() != Support.REMOVED) {
                    blocks.computeIfAbsent(entry.word(), _ -> new TreeSet<>()).add(kind.equals(ROOT) ? "root" : kind);
                }
            }
        });
        return Collections.unmodifiableMap(blocks);
    }

    /** Every table, in the order in which a reader of the tables meets them, the outermost first. */
    static Collection<Block<?>> tableList() {
        return All.TABLES.values();
    }

    /** The blocks that know a word; {@code root} for the outermost level. */
    static List<String> blocksOf(String word) {
        return List.copyOf(All.BLOCKS_OF.getOrDefault(word, Set.of()));
    }

    /** Every keyword of every block. */
    static Collection<String> all() {
        return All.BLOCKS_OF.keySet();
    }

    /** Whether a word is a keyword of any block. */
    public static boolean isKnown(String word) {
        return All.BLOCKS_OF.containsKey(word);
    }

    /** Whether a word can only begin a block outside all others. */
    static boolean isRootBlock(String word) {
        return BEGIN_ROOT_BLOCK.contains(word);
    }

    @Override
    public boolean beginsRootBlock(String word) {
        return BEGIN_ROOT_BLOCK.contains(word);
    }

    @Override
    public boolean isKeyword(String kind, String word) {
        return entry(kind, word) != null;
    }

    @Override
    public boolean isKeywordSomewhere(String word) {
        return isKnown(word);
    }

    @Override
    public boolean needsBlock(String kind, String word) {
        Entry<?> entry = entry(kind, word);
        return entry != null && entry.hasBlock();
    }

    @Override
    public String kindOfBlock(String kind, String word) {
        Entry<?> entry = entry(kind, word);
        if (entry instanceof Entry.Section<?, ?> section) {
            return meet(section.block());
        } else if (entry instanceof Entry.Nested<?> nested) {
            return meet(nested.block());
        }
        return entry instanceof Entry.Lines<?> || entry instanceof Entry.NamedLines<?, ?> ? VALUES : OPAQUE;
    }

    private String meet(Block<?> table) {
        if (met.putIfAbsent(table.name(), table) == null) {
            lastWord = ""; // what was not known of this kind may be now
        }
        return table.name();
    }

    /** The row of a word in the table of a block; null when there is none. The last answer is kept: most are asked for twice. */
    private Entry<?> entry(String kind, String word) {
        if (!word.equals(lastWord) || !kind.equals(lastKind)) {
            Block<?> table = met.get(kind);
            lastEntry = table == null ? null : table.row(word);
            lastKind = kind;
            lastWord = word;
        }
        return lastEntry;
    }
}

package holdfast.conf.lint;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Blocks that nothing names. */
final class UnusedLints implements Lint {
    /**
     * A kind of block and the lists that name it.
     *
     * @param keyword of the block
     * @param lists value blocks whose lines begin with the name
     * @param hint where to name it
     */
    private record Kind(String keyword, List<String> lists, String hint) {}

    /** Checks that name a block. */
    static final Set<String> CHECKERS = Set.of("FILE_CHECK", "BFD_CHECK");

    private static final List<Kind> KINDS = List.of(
            new Kind("vrrp_script", List.of("track_script"), "name it in 'track_script' of an instance or a group"),
            new Kind("track_file", List.of("track_file"), "name it in 'track_file' of an instance or a group"),
            new Kind("vrrp_track_file", List.of("track_file"), "name it in 'track_file' of an instance or a group"),
            new Kind(
                    "vrrp_track_process",
                    List.of("track_process"),
                    "name it in 'track_process' of an instance or a group"),
            new Kind("bfd_instance", List.of("track_bfd"), "name it in 'track_bfd', or in a BFD_CHECK"));

    @Override
    public void check(WholeFile file) {
        for (Kind kind : KINDS) {
            List<Statement> blocks = file.outline().all(kind.keyword);
            if (!blocks.isEmpty()) {
                unused(blocks, kind, named(kind, file), file);
            }
        }
        serverGroups(file);
    }

    private static void unused(List<Statement> blocks, Kind kind, Set<String> named, WholeFile file) {
        for (Statement block : blocks) {
            boolean counts = block.words().size() > 1
                    && file.outline()
                            .block(kind.keyword, block.words().get(1).text())
                            .filter(first -> first.span().equals(block.span()))
                            .isPresent();
            if (counts && !named.contains(block.words().get(1).text())) {
                file.report(
                        Rule.NEVER_USED,
                        Outline.header(block),
                        "'" + Outline.label(block) + "' is never used"
                                + (kind.keyword.equals("vrrp_script") ? ": the script is not even run" : ""),
                        kind.hint);
            }
        }
    }

    private static Set<String> named(Kind kind, WholeFile file) {
        Set<String> named = new HashSet<>();
        for (Statement block : file.outline().all("vrrp_instance", "vrrp_sync_group")) {
            for (String list : kind.lists) {
                Outline.lines(block, list)
                        .forEach(line -> named.add(line.keyword().text()));
            }
        }
        checkers(kind, named, file);
        return named;
    }

    /** {@code FILE_CHECK { track_file NAME }} and {@code BFD_CHECK { name NAME }}. */
    private static void checkers(Kind kind, Set<String> named, WholeFile file) {
        boolean bfd = kind.keyword.equals("bfd_instance");
        for (Statement check : file.outline().anywhere(bfd ? "BFD_CHECK" : "FILE_CHECK")) {
            Outline.each(check, bfd ? "name" : "track_file")
                    .forEach(name -> Outline.value(name).ifPresent(v -> named.add(v.text())));
        }
    }

    private static void serverGroups(WholeFile file) {
        List<Statement> groups = file.outline().all("virtual_server_group");
        if (groups.isEmpty()) {
            return;
        }
        Set<String> named = new HashSet<>();
        for (Statement server : file.outline().all("virtual_server")) {
            List<Word> words = server.words();
            if (words.size() > 2 && words.get(1).text().equals("group")) {
                named.add(words.get(2).text());
            }
        }
        var kind = new Kind("virtual_server_group", List.of(), "write 'virtual_server group NAME {'");
        unused(groups, kind, named, file);
    }
}

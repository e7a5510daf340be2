package holdfast.conf.lint;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.syntax.Statement;
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
        for (Statement server : file.outline().all("virtual_server")) {
            checkers(server, kind, named);
        }
        return named;
    }

    /** {@code FILE_CHECK { track_file NAME }} and {@code BFD_CHECK { name NAME }}. */
    private static void checkers(Statement server, Kind kind, Set<String> named) {
        String checker = kind.keyword.equals("bfd_instance") ? "BFD_CHECK" : "FILE_CHECK";
        String word = kind.keyword.equals("bfd_instance") ? "name" : "track_file";
        for (Statement real : Outline.each(server, "real_server")) {
            for (Statement check : Outline.each(real, checker)) {
                Outline.each(check, word).forEach(name -> Outline.value(name).ifPresent(v -> named.add(v.text())));
            }
        }
    }

    private static void serverGroups(WholeFile file) {
        Set<String> named = new HashSet<>();
        for (Statement server : file.outline().all("virtual_server")) {
            List<String> words = server.words().stream().map(Object::toString).toList();
            if (words.size() > 2 && words.get(1).equals("group")) {
                named.add(words.get(2));
            }
        }
        var kind = new Kind("virtual_server_group", List.of(), "write 'virtual_server group NAME {'");
        unused(file.outline().all(kind.keyword), kind, named, file);
    }
}

package holdfast.conf.schema;

import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.diagnostic.Sources;
import holdfast.conf.syntax.OpenBlock;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes of keepalived 2.2.7, each of which reads the whole file and takes from it what it needs. Where braces are broken they do not
 * see the same file: blocks that are not theirs are skipped by counting braces, while those that are theirs end at the next brace that is left.
 */
public enum KeepalivedProcess {
    /** The parent, which reads {@code global_defs} and words outside blocks. */
    PARENT,

    /** VRRP, and what it tracks. */
    VRRP,

    /** BFD. */
    BFD,

    /** Virtual servers and health checkers. */
    CHECKER;

    /** The process that acts on a block outside all others. */
    private static KeepalivedProcess of(String block) {
        return switch (block) {
            case "global_defs" -> PARENT;
            case "bfd_instance" -> BFD;
            case "virtual_server", "virtual_server_group", "SSL" -> CHECKER;
            default -> VRRP;
        };
    }

    /** Whether it goes into a block: its own, and one whose name it needs. */
    private boolean reads(String block) {
        return switch (this) {
            case PARENT, BFD -> of(block) == this;
            case VRRP -> of(block) == this || block.equals("bfd_instance");
            case CHECKER -> of(block) == this || block.equals("bfd_instance") || block.equals("track_file");
        };
    }

    /**
     * What all of them together take from a file.
     *
     * @param loader where bytes come from
     * @param mainFile the file to start with
     * @param environment facts of this node
     */
    public static SyntaxTree readAll(SourceLoader loader, String mainFile, ParseEnvironment environment) {
        List<Statement> taken = new ArrayList<>();
        Optional<Sources> sources = Optional.empty();
        for (KeepalivedProcess process : values()) {
            var root = process.new Root(mainFile);
            SyntaxTree tree =
                    SyntaxTree.readAsKeepalived(loader, mainFile, environment, new Keywords(), process == PARENT, root);
            tree.statements().stream().filter(process::actsOn).forEach(taken::add);
            sources = sources.or(() -> Optional.of(tree.sources()));
        }
        return new SyntaxTree(taken, sources.orElseThrow());
    }

    private boolean actsOn(Statement statement) {
        return statement.block().isPresent() ? of(statement.keyword().text()) == this : this == PARENT;
    }

    /** The outermost level as this process sees it. */
    private final class Root implements OpenBlock {
        private final OpenBlock all;

        Root(String mainFile) {
            all = new TableLevel<>(
                    RootTable.ROOT, new ConfigurationDraft(SourceSpan.ofFile(mainFile)), new DiagnosticSink());
        }

        @Override
        public Meaning meaning(String word) {
            Meaning meaning = all.meaning(word);
            return meaning == Meaning.BLOCK && !reads(word) ? Meaning.SKIPPED : meaning;
        }

        @Override
        public Optional<OpenBlock> enter(Statement header) {
            return all.enter(header);
        }
    }
}

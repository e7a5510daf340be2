package holdfast.conf.again;

import holdfast.conf.ParseResult;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.BfdInstance;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.TrackFile;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the virtual servers of a file came to when it was read last. Immutable. */
final class Memory {
    /** A file with more to say about it may have had more than was kept. */
    private static final int MOST_FINDINGS = 1000;

    private final byte[] bytes;
    private final Surroundings surroundings;
    private final Map<Long, Known> servers;

    private record Known(ServerBlock block, VirtualServer server) {}

    /** What virtual servers depend on besides their own text. */
    private record Surroundings(
            GlobalDefs globalDefs,
            List<TrackFile> trackFiles,
            List<BfdInstance> bfdInstances,
            List<VirtualServerGroup> groups) {
        static Surroundings of(Configuration configuration) {
            return new Surroundings(
                    configuration.globalDefs(),
                    configuration.trackFiles(),
                    configuration.bfdInstances(),
                    configuration.virtualServerGroups());
        }
    }

    private Memory(byte[] bytes, Surroundings surroundings, Map<Long, Known> servers) {
        this.bytes = bytes;
        this.surroundings = surroundings;
        this.servers = servers;
    }

    /**
     * What can be remembered of a file: the blocks that have come to one virtual server each, and about which there was nothing to say.
     *
     * @param path its name in findings
     * @param bytes its text
     * @param blocks all of its virtual servers
     * @param result what it means
     * @return empty when it cannot be said which block came to what
     */
    static Optional<Memory> of(String path, byte[] bytes, List<ServerBlock> blocks, ParseResult result) {
        List<VirtualServer> servers = result.configuration().virtualServers();
        boolean unsure = result.hasErrors() || result.diagnostics().size() > MOST_FINDINGS;
        if (unsure || servers.size() != blocks.size()) {
            return Optional.empty();
        }
        BitSet spokenOf = linesSpokenOf(path, result);
        Map<Long, Known> known = HashMap.newHashMap(blocks.size());
        for (int i = 0; i < blocks.size(); i++) {
            ServerBlock block = blocks.get(i);
            int line = spokenOf.nextSetBit(block.firstLine());
            if (line < 0 || line > block.lastLine()) {
                known.put(block.hash(), new Known(block, servers.get(i)));
            }
        }
        return Optional.of(new Memory(bytes, Surroundings.of(result.configuration()), known));
    }

    private static BitSet linesSpokenOf(String path, ParseResult result) {
        var lines = new BitSet();
        result.diagnostics().forEach(found -> {
            mark(found.span(), path, lines);
            found.related().ifPresent(related -> mark(related.span(), path, lines));
        });
        return lines;
    }

    private static void mark(SourceSpan span, String path, BitSet lines) {
        if (span.file().equals(path)) {
            lines.set(span.line());
        }
    }

    /** The virtual server with the same text, if there was one. */
    Optional<VirtualServer> serverOf(byte[] file, ServerBlock block) {
        Known known = servers.get(block.hash());
        return known != null && block.isAlike(file, known.block, bytes) ? Optional.of(known.server) : Optional.empty();
    }

    /** Whether the same text still means the same. */
    boolean holdsFor(Configuration configuration) {
        return surroundings.equals(Surroundings.of(configuration));
    }
}

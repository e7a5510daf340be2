package holdfast.conf.again;

import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.ParseResult;
import holdfast.conf.SourceLoader;
import holdfast.conf.model.lvs.VirtualServer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads a configuration any number of times. What it gives is what {@link ConfigurationReader#read} gives, but for the places of values
 * ({@link ParseResult#origins()}), among which virtual servers that have not changed are missing. These are the same objects as the time
 * before, so that others need not look at them again either.
 *
 * <p>It keeps the bytes of the file. Not for use by several threads at a time.
 */
public final class Rereader {
    /** The remembered text of a file takes as much memory as the file; with fewer virtual servers there is nothing to gain. */
    private static final int WORTH_WHILE = 50;

    private Optional<Memory> memory = Optional.empty();

    /**
     * Reads a file and everything it includes.
     *
     * @param loader where bytes come from
     * @param mainFile the file to start with, as given with {@code -f}
     * @param environment facts of this node
     * @return the meaning as far as understood, and the findings
     */
    public ParseResult read(SourceLoader loader, String mainFile, ParseEnvironment environment) {
        Optional<Memory> before = memory;
        memory = Optional.empty();
        if (!(loader.read(mainFile) instanceof SourceLoader.Content content)) {
            return ConfigurationReader.read(loader, mainFile, environment);
        }
        var file = new MainFile(loader, mainFile, content);
        List<ServerBlock> blocks = ServerBlocks.of(content.bytes()).orElse(List.of());
        if (blocks.size() < WORTH_WHILE) {
            return ConfigurationReader.read(file, mainFile, environment);
        }
        ParseResult result = before.flatMap(known -> changes(file, blocks, environment, known))
                .orElseGet(() -> ConfigurationReader.read(file, mainFile, environment));
        memory = Memory.of(mainFile, content.bytes(), blocks, result);
        return result;
    }

    /** Reads what is not known yet, and puts it together with what is; empty when what is known may mean something else now. */
    private static Optional<ParseResult> changes(
            MainFile file, List<ServerBlock> blocks, ParseEnvironment environment, Memory known) {
        var rest = new RestOfFile(file.bytes());
        List<Optional<VirtualServer>> same = new ArrayList<>(blocks.size());
        for (ServerBlock block : blocks) {
            Optional<VirtualServer> server = known.serverOf(file.bytes(), block);
            server.ifPresent(_ -> rest.leaveOut(block));
            same.add(server);
        }
        ParseResult read = ConfigurationReader.read(file.with(rest.bytes()), file.path(), environment);
        List<VirtualServer> others = read.configuration().virtualServers();
        long unknown = same.stream().filter(Optional::isEmpty).count();
        if (read.hasErrors() || others.size() != unknown || !known.holdsFor(read.configuration())) {
            return Optional.empty();
        }
        Iterator<VirtualServer> next = others.iterator();
        List<VirtualServer> servers =
                same.stream().map(server -> server.orElseGet(next::next)).toList();
        return Optional.of(read.withConfiguration(read.configuration().withVirtualServers(servers)));
    }
}

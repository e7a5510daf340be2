package holdfast.conf.lint;

import holdfast.conf.lint.WholeFile.Written;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualService;
import holdfast.conf.schema.AddressLiteral;
import holdfast.conf.syntax.Statement;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual server, its real servers, and the statements behind them, which have no names but addresses.
 *
 * @param server the virtual server
 * @param reals its real servers
 */
record ServerBlocks(Written<VirtualServer> server, List<Written<RealServer>> reals) {

    /** Virtual servers and their blocks; of several for one service each gets its own, in the order of the file. */
    static List<ServerBlocks> of(Configuration configuration, Outline outline) {
        List<VirtualServer> models = configuration.virtualServers();
        List<Statement> written = outline.all("virtual_server");
        Map<List<Object>, Deque<Statement>> blocks = new HashMap<>();
        List<ServerBlocks> inStep = inStep(models, written);
        if (inStep.size() == written.size()) {
            return inStep;
        }
        for (Statement block : written) {
            add(blocks, key(block), block);
        }
        List<ServerBlocks> servers = new ArrayList<>();
        for (VirtualServer server : models) {
            Statement block = take(blocks, key(server.service()));
            if (block != null) {
                servers.add(new ServerBlocks(new Written<>(server, block), realServers(server, block)));
            }
        }
        return servers;
    }

    /** As long as each block means the next virtual server, which is nearly always to the end: none was left out. */
    private static List<ServerBlocks> inStep(List<VirtualServer> servers, List<Statement> blocks) {
        List<ServerBlocks> matched = new ArrayList<>(servers.size());
        for (int i = 0; i < servers.size() && i < blocks.size(); i++) {
            VirtualServer server = servers.get(i);
            Statement block = blocks.get(i);
            if (!key(block).equals(key(server.service()))) {
                break;
            }
            matched.add(new ServerBlocks(new Written<>(server, block), realServers(server, block)));
        }
        return matched;
    }

    /** The same for the real servers of one block. */
    private static List<Written<RealServer>> realServersInStep(List<RealServer> servers, List<Statement> blocks) {
        List<Written<RealServer>> matched = new ArrayList<>(servers.size());
        for (int i = 0; i < servers.size() && i < blocks.size(); i++) {
            RealServer server = servers.get(i);
            if (!isAt(blocks.get(i), server.address())) {
                break;
            }
            matched.add(new Written<>(server, blocks.get(i)));
        }
        return matched;
    }

    private static boolean isAt(Statement block, InetAddress address) {
        return block.words().size() > 1
                && AddressLiteral.parse(block.words().get(1).text()).equals(Optional.of(address));
    }

    private static List<Written<RealServer>> realServers(VirtualServer server, Statement serverBlock) {
        List<Statement> written = Outline.each(serverBlock, "real_server");
        List<Written<RealServer>> inStep = realServersInStep(server.realServers(), written);
        if (inStep.size() == written.size()) {
            return inStep;
        }
        Map<InetAddress, Deque<Statement>> blocks = new HashMap<>();
        for (Statement block : written) {
            Optional<InetAddress> address = Outline.value(block).flatMap(word -> AddressLiteral.parse(word.text()));
            if (address.isPresent()) {
                add(blocks, address.get(), block);
            }
        }
        List<Written<RealServer>> servers = new ArrayList<>();
        for (RealServer real : server.realServers()) {
            Statement block = take(blocks, real.address());
            if (block != null) {
                servers.add(new Written<>(real, block));
            }
        }
        return servers;
    }

    /** The first block of a kind of check in a real server, else the real server itself. */
    static Statement checker(Statement realServer, Check check) {
        return Outline.last(realServer, check.keyword()).orElse(realServer);
    }

    private static <K> void add(Map<K, Deque<Statement>> blocks, K key, Statement block) {
        blocks.computeIfAbsent(key, _ -> new ArrayDeque<>(1)).add(block);
    }

    /** The next block of that key, or null. */
    private static <K> Statement take(Map<K, Deque<Statement>> blocks, K key) {
        Deque<Statement> found = blocks.get(key);
        return found == null ? null : found.poll();
    }

    /** What a service is, whatever its protocol. */
    static List<Object> key(VirtualService service) {
        if (service
                instanceof
                VirtualService.Endpoint endpoint) { // nearly all, and a switch over patterns is slow to begin with
            return List.of(endpoint.address(), Integer.toString(endpoint.port()));
        }
        return switch (service) {
            case VirtualService.Endpoint endpoint -> List.of(endpoint.address(), Integer.toString(endpoint.port()));
            case VirtualService.FirewallMark mark -> List.of("fwmark", Long.toString(mark.mark()));
            case VirtualService.Group group -> List.of("group", group.name());
        };
    }

    private static List<Object> key(Statement block) {
        int words = block.words().size();
        String first = words < 2 ? "" : block.words().get(1).text();
        String second = words < 3 ? "0" : block.words().get(2).text();
        Optional<InetAddress> address = AddressLiteral.parse(first);
        return address.isPresent() ? List.of(address.get(), second) : List.of(first, second);
    }
}

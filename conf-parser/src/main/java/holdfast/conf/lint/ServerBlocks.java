package holdfast.conf.lint;

import holdfast.conf.lint.WholeFile.Written;
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

/** Finds the statements behind virtual and real servers, which have no names but addresses. */
final class ServerBlocks {
    private ServerBlocks() {}

    /** Virtual servers and their blocks; of several for one service each gets its own, in the order of the file. */
    static List<Written<VirtualServer>> virtualServers(WholeFile file) {
        Map<List<Object>, Deque<Statement>> blocks = new HashMap<>();
        for (Statement block : file.outline().all("virtual_server")) {
            blocks.computeIfAbsent(key(words(block)), _ -> new ArrayDeque<>()).add(block);
        }
        List<Written<VirtualServer>> servers = new ArrayList<>();
        for (VirtualServer server : file.configuration().virtualServers()) {
            take(blocks, key(server.service())).ifPresent(block -> servers.add(new Written<>(server, block)));
        }
        return servers;
    }

    /** The real servers of a virtual one and their blocks. */
    static List<Written<RealServer>> realServers(Written<VirtualServer> server) {
        Map<List<Object>, Deque<Statement>> blocks = new HashMap<>();
        for (Statement block : Outline.each(server.block(), "real_server")) {
            Outline.value(block)
                    .flatMap(word -> AddressLiteral.parse(word.text()))
                    .ifPresent(address -> blocks.computeIfAbsent(List.of(address), _ -> new ArrayDeque<>())
                            .add(block));
        }
        List<Written<RealServer>> servers = new ArrayList<>();
        for (RealServer real : server.model().realServers()) {
            take(blocks, List.of(real.address())).ifPresent(block -> servers.add(new Written<>(real, block)));
        }
        return servers;
    }

    /** The first block of a kind of check in a real server, else the real server itself. */
    static Statement checker(Statement realServer, Check check) {
        return Outline.last(realServer, check.keyword()).orElse(realServer);
    }

    private static Optional<Statement> take(Map<List<Object>, Deque<Statement>> blocks, List<Object> key) {
        return Optional.ofNullable(blocks.get(key)).map(Deque::poll);
    }

    /** What a service is, whatever its protocol. */
    static List<Object> key(VirtualService service) {
        return switch (service) {
            case VirtualService.Endpoint endpoint -> List.of(endpoint.address(), Integer.toString(endpoint.port()));
            case VirtualService.FirewallMark mark -> List.of("fwmark", Long.toString(mark.mark()));
            case VirtualService.Group group -> List.of("group", group.name());
        };
    }

    private static List<Object> key(List<String> words) {
        String first = words.isEmpty() ? "" : words.getFirst();
        String second = words.size() < 2 ? "0" : words.get(1);
        Optional<InetAddress> address = AddressLiteral.parse(first);
        return address.isPresent() ? List.of(address.get(), second) : List.of(first, second);
    }

    private static List<String> words(Statement block) {
        return block.arguments().stream().map(Object::toString).toList();
    }
}

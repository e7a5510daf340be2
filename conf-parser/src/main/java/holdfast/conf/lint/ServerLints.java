package holdfast.conf.lint;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.lint.WholeFile.Written;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.SorryServer;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualService;
import holdfast.conf.syntax.Statement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Virtual servers that are there twice, forward to themselves, or are on an address nobody holds. */
final class ServerLints implements Lint {
    @Override
    public void check(WholeFile file) {
        Map<List<Object>, Statement> first = new HashMap<>();
        Set<InetAddress> held = held(file);
        for (ServerBlocks blocks : file.servers()) {
            Written<VirtualServer> server = blocks.server();
            twice(server, first, file);
            toItself(blocks, file);
            sorryIsReal(server, file);
            onePacket(server, file);
            if (!held.isEmpty()) {
                notHeld(server, held, file);
            }
        }
    }

    private static void twice(Written<VirtualServer> server, Map<List<Object>, Statement> first, WholeFile file) {
        List<Object> key = new ArrayList<>(ServerBlocks.key(server.model().service()));
        server.model().protocol().ifPresent(key::add);
        Statement other = first.putIfAbsent(key, server.block());
        if (other != null) {
            file.sink()
                    .report(Diagnostic.of(
                                    Rule.VIRTUAL_SERVER_TWICE,
                                    Outline.header(server.block()),
                                    "'" + Outline.label(server.block()) + "' is defined twice"
                                            + server.model()
                                                    .protocol()
                                                    .map(protocol -> " for " + protocol)
                                                    .orElse(""))
                            .withHint("put all real servers into one block")
                            .withRelated(Outline.header(other), "the first one is here"));
        }
    }

    private static void toItself(ServerBlocks blocks, WholeFile file) {
        if (!(blocks.server().model().service() instanceof VirtualService.Endpoint endpoint)) {
            return;
        }
        for (Written<RealServer> real : blocks.reals()) {
            if (real.model().address().equals(endpoint.address())) {
                boolean samePort = real.model().port() == endpoint.port();
                Diagnostic found = Diagnostic.of(
                                Rule.REAL_SERVER_IS_VIRTUAL,
                                Outline.header(real.block()),
                                "the real server '"
                                        + Outline.value(real.block()).orElseThrow() + "' is the virtual address itself")
                        .withHint("name the server's own address");
                file.sink().report(samePort ? found : found.as(Severity.NOTE));
            }
        }
    }

    private static void sorryIsReal(Written<VirtualServer> server, WholeFile file) {
        Optional<SorryServer> sorry = server.model().sorryServer();
        if (sorry.isPresent() && server.model().realServers().stream().anyMatch(real -> same(real, sorry.get()))) {
            file.report(
                    Rule.SORRY_IS_REAL,
                    Outline.place(server.block(), "sorry_server"),
                    "the sorry server is one of the real servers",
                    "use a server that is up when all others are down");
        }
    }

    private static boolean same(RealServer real, SorryServer sorry) {
        return real.address().equals(sorry.address()) && real.port() == sorry.port();
    }

    private static void onePacket(Written<VirtualServer> server, WholeFile file) {
        if (server.model().scheduling().onePacket()
                && server.model().persistence().isPresent()) {
            file.report(
                    Rule.ONE_PACKET,
                    Outline.place(server.block(), "ops"),
                    "'ops' sends each packet to another server, 'persistence_timeout' all to the same",
                    "remove one of the two");
        }
    }

    private static void notHeld(Written<VirtualServer> server, Set<InetAddress> held, WholeFile file) {
        if (server.model().service() instanceof VirtualService.Endpoint endpoint && held.add(endpoint.address())) {
            file.report(
                    Rule.SERVICE_ADDRESS_NOT_HELD,
                    Outline.header(server.block()),
                    "no vrrp_instance of this file holds '"
                            + Outline.value(server.block()).orElseThrow() + "'",
                    "add it to 'virtual_ipaddress', unless it is set up elsewhere");
        }
    }

    /** Addresses of instances, and static ones; empty when the file has no instance with addresses. */
    private static Set<InetAddress> held(WholeFile file) {
        Set<InetAddress> held = new HashSet<>();
        for (VrrpInstance instance : file.configuration().vrrpInstances()) {
            instance.virtualIpAddresses().stream()
                    .map(VirtualIpAddress::address)
                    .forEach(held::add);
            instance.virtualIpAddressesExcluded().stream()
                    .map(VirtualIpAddress::address)
                    .forEach(held::add);
        }
        if (!held.isEmpty()) {
            for (Statement block : file.outline().all("static_ipaddress")) {
                Outline.inside(block).forEach(line -> VipLine.address(line).ifPresent(held::add));
            }
        }
        return held;
    }
}

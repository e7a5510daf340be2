package holdfast.agent.lvs.operator;

import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.VirtualServerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The one real server somebody means.
 *
 * @param virtualServer it is behind this one
 * @param realServer it
 */
record ServerChoice(VirtualServerStatus virtualServer, RealServerStatus realServer) {
    /** So many names fit a message. */
    private static final int NAMES = 8;

    /**
     * Finds it.
     *
     * @param all every virtual server
     * @param virtualWords which virtual server, as written; empty: the only one that has the real server
     * @param realWord the real server's address, as written
     * @throws ControlRefusal when there is none, or more than one
     */
    static ServerChoice of(List<VirtualServerStatus> all, Optional<String> virtualWords, String realWord)
            throws ControlRefusal {
        Endpoint endpoint = Endpoint.parse(realWord)
                .orElseThrow(() -> new ControlRefusal(
                        ErrorCode.BAD_REQUEST,
                        "'" + realWord
                                + "' is no address of a real server; write it as 10.0.0.11:80 or [2001:db8::11]:80"));
        List<VirtualServerStatus> meant = meant(all, virtualWords);
        List<ServerChoice> found = new ArrayList<>();
        for (VirtualServerStatus virtual : meant) {
            for (RealServerStatus real : virtual.realServers()) {
                if (endpoint.matches(real.id().address(), real.id().port())) {
                    found.add(new ServerChoice(virtual, real));
                }
            }
        }
        if (found.isEmpty()) {
            throw new ControlRefusal(none(meant, virtualWords, realWord));
        }
        if (found.size() > 1) {
            throw new ControlRefusal("'" + realWord + "' can mean " + found.size() + " real servers: "
                    + names(found.stream().map(ServerChoice::text).toList())
                    + "; write the virtual server before it, and the port after it");
        }
        return found.getFirst();
    }

    private static List<VirtualServerStatus> meant(List<VirtualServerStatus> all, Optional<String> words)
            throws ControlRefusal {
        if (words.isEmpty()) {
            return all;
        }
        Predicate<VirtualServerStatus> meaning = VirtualServerWords.meaning(words.get());
        List<VirtualServerStatus> meant = all.stream().filter(meaning).toList();
        if (meant.isEmpty()) {
            throw new ControlRefusal("there is no virtual server '" + words.get() + "'; there "
                    + (all.isEmpty()
                            ? "is none at all"
                            : "are "
                                    + names(all.stream()
                                            .map(VirtualServerWords::name)
                                            .toList())));
        }
        return meant;
    }

    private static String none(List<VirtualServerStatus> meant, Optional<String> virtualWords, String realWord) {
        if (virtualWords.isEmpty()) {
            return "no virtual server has a real server '" + realWord + "'; 'holdfast lvs list' shows all";
        }
        return "'" + virtualWords.get() + "' has no real server '" + realWord + "'; it has "
                + names(meant.stream()
                        .flatMap(virtual -> virtual.realServers().stream())
                        .map(ServerChoice::address)
                        .toList());
    }

    private static String names(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = names.stream().limit(NAMES).collect(Collectors.joining(", "));
        return names.size() > NAMES ? first + " and " + (names.size() - NAMES) + " more" : first;
    }

    /** The real server's address as ipvsadm prints it. */
    static String address(RealServerStatus server) {
        return Endpoint.text(server.id().address(), server.id().port());
    }

    private String text() {
        return address(realServer) + " of " + VirtualServerWords.name(virtualServer);
    }
}

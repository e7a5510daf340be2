package holdfast.agent.lvs;

import holdfast.agent.plan.ScriptTranslator;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.HealthChecker;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.Scheduling;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualService;
import holdfast.ipvs.Checker;
import holdfast.ipvs.QuorumRule;
import holdfast.ipvs.RealServerId;
import holdfast.ipvs.ServerNames;
import holdfast.ipvs.ServiceSettings;
import holdfast.ipvs.SorryServer;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceFlags;
import holdfast.linux.IpvsServiceKey;
import holdfast.track.notify.NotifyScript;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Translates one {@code virtual_server} block after the other. */
final class ServerTranslator {
    private final ServiceKeys keys;
    private final ScriptTranslator programs;
    private final CheckTranslator checks;

    ServerTranslator(ServiceKeys keys, ScriptTranslator programs, CheckTranslator checks) {
        this.keys = keys;
        this.programs = programs;
        this.checks = checks;
    }

    TranslatedServer translate(VirtualServer server) {
        TranslatedServer.Parts parts = new TranslatedServer.Parts();
        return parts.with(translate(server, parts));
    }

    private holdfast.ipvs.VirtualServer translate(VirtualServer server, TranslatedServer.Parts parts) {
        List<IpvsServiceKey> services = keys.of(server);
        Optional<IpvsProtocol> protocol = server.protocol().map(ServiceKeys::protocol);
        String name = name(server, services);
        String id = protocol.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("fwmark") + " " + name;
        return new holdfast.ipvs.VirtualServer(
                id,
                name,
                protocol,
                services,
                settings(server),
                new QuorumRule(
                        server.quorum().quorum(),
                        server.quorum().hysteresis(),
                        script(name, "quorum_up", server.quorum().up(), parts),
                        script(name, "quorum_down", server.quorum().down(), parts)),
                server.sorryServer()
                        .map(sorry -> new SorryServer(
                                sorry.address(),
                                sorry.port(),
                                forwarding(sorry.forwarding()),
                                sorry.inhibitOnFailure())),
                server.omega(),
                server.haSuspend() ? addresses(services) : Set.of(),
                server.smtpAlert(),
                realServers(server, id, protocol, parts));
    }

    private static String name(VirtualServer server, List<IpvsServiceKey> services) {
        return server.service() instanceof VirtualService.Group(String group)
                ? ServerNames.group(group)
                : ServerNames.virtualServer(services.getFirst());
    }

    private static ServiceSettings settings(VirtualServer server) {
        Scheduling scheduling = server.scheduling();
        int flags = scheduling.onePacket() ? IpvsServiceFlags.ONE_PACKET : 0;
        for (Scheduling.Flag flag : scheduling.flags()) {
            flags |= switch (flag) {
                case FLAG_1 -> IpvsServiceFlags.SCHEDULER_1;
                case FLAG_2 -> IpvsServiceFlags.SCHEDULER_2;
                case FLAG_3 -> IpvsServiceFlags.SCHEDULER_3;
            };
        }
        return new ServiceSettings(
                scheduling.scheduler(),
                flags,
                server.persistence()
                        .map(sticky -> new ServiceSettings.Persistence(
                                sticky.timeout().toSeconds(), sticky.prefixLength(), sticky.engine())));
    }

    private static Set<InetAddress> addresses(List<IpvsServiceKey> services) {
        Set<InetAddress> addresses = new HashSet<>();
        for (IpvsServiceKey key : services) {
            if (key instanceof IpvsServiceKey.Address service) {
                addresses.add(service.address());
            }
        }
        return addresses;
    }

    private List<holdfast.ipvs.RealServer> realServers(
            VirtualServer server, String id, Optional<IpvsProtocol> protocol, TranslatedServer.Parts parts) {
        List<holdfast.ipvs.RealServer> servers = new ArrayList<>();
        for (RealServer real : server.realServers()) {
            RealServerId realId = new RealServerId(id, real.address(), real.port());
            String name = ServerNames.realServer(real.address(), protocol, real.port());
            String subject = id + " " + name;
            servers.add(new holdfast.ipvs.RealServer(
                    real.address(),
                    real.port(),
                    real.weight(),
                    forwarding(real.forwarding()),
                    real.upperThreshold(),
                    real.lowerThreshold(),
                    real.inhibitOnFailure(),
                    script(subject, "notify_up", real.notifyUp(), parts),
                    script(subject, "notify_down", real.notifyDown(), parts),
                    real.smtpAlert(),
                    checkers(realId, name, real.checkers(), parts)));
        }
        return servers;
    }

    /** A script of a server, under the name that is handed to the pool; empty when it must not be run. */
    private Optional<String> script(
            String server, String event, Optional<ScriptCommand> command, TranslatedServer.Parts parts) {
        if (command.isEmpty()) {
            return Optional.empty();
        }
        parts.onlyForNow();
        String name = server + " " + event;
        Optional<NotifyScript> script = programs.notifyScript(command.get());
        script.ifPresent(found -> parts.add(name, new LvsPlan.NotifyCall(server, event, found)));
        return script.map(_ -> name);
    }

    private List<Checker> checkers(
            RealServerId server, String name, List<HealthChecker> checkers, TranslatedServer.Parts parts) {
        List<Checker> all = new ArrayList<>();
        for (HealthChecker checker : checkers) {
            all.add(checks.translate(checker, server, name, all, parts));
        }
        return all;
    }

    private static IpvsForwarding forwarding(ForwardingMethod method) {
        return switch (method) {
            case ForwardingMethod.Nat _ -> new IpvsForwarding.Masquerade();
            case ForwardingMethod.DirectRouting _ -> new IpvsForwarding.DirectRouting();
            case ForwardingMethod.Tunnel tunnel ->
                new IpvsForwarding.Tunnel(
                        switch (tunnel.type()) {
                            case IPIP -> IpvsForwarding.Encapsulation.IPIP;
                            case GUE -> IpvsForwarding.Encapsulation.GUE;
                            case GRE -> IpvsForwarding.Encapsulation.GRE;
                        },
                        tunnel.port().orElse(0),
                        switch (tunnel.checksum()) {
                            case NONE -> IpvsForwarding.Checksum.NONE;
                            case CHECKSUM -> IpvsForwarding.Checksum.FULL;
                            case REMOTE -> IpvsForwarding.Checksum.REMOTE;
                        });
        };
    }
}

package holdfast.agent.configuration;

import holdfast.agent.configuration.Machine.ScriptOpinion;
import holdfast.agent.configuration.MachineFinding.Spot;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.HealthChecker;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualService;
import holdfast.linux.AddressText;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The programs of virtual servers. Tens of thousands of real servers usually have a few programs in common: each is looked at once, and what is
 * wrong with it is told of the first server that has it.
 */
final class ServerScripts {
    private final Machine machine;
    private final boolean security;
    private final Set<MachineFinding> findings;
    private final Set<Program> seen = new HashSet<>();

    private record Program(String path, Optional<ScriptUser> runAs) {}

    /** @param findings gets what is wrong */
    ServerScripts(Machine machine, boolean security, Set<MachineFinding> findings) {
        this.machine = machine;
        this.security = security;
        this.findings = findings;
    }

    void check(Configuration configuration) {
        for (VirtualServer server : configuration.virtualServers()) {
            check(server, server.quorum().up(), "quorum_up");
            check(server, server.quorum().down(), "quorum_down");
            for (RealServer real : server.realServers()) {
                check(server, real.notifyUp(), "notify_up");
                check(server, real.notifyDown(), "notify_down");
                for (HealthChecker checker : real.checkers()) {
                    if (checker.check() instanceof Check.Misc misc) {
                        check(server, misc.program(), "misc_path");
                    }
                }
            }
        }
    }

    private void check(VirtualServer server, Optional<ScriptCommand> command, String keyword) {
        if (command.isPresent()) {
            check(server, command.get(), keyword);
        }
    }

    private void check(VirtualServer server, ScriptCommand command, String keyword) {
        if (!seen.add(new Program(command.argv().getFirst(), command.runAs()))) {
            return;
        }
        String name = name(server.service());
        Spot spot = Spot.of("virtual_server", name, keyword);
        String subject = "virtual server " + name + ": " + keyword;
        switch (machine.script(command, security)) {
            case ScriptOpinion.Usable _ -> {}
            case ScriptOpinion.Insecure(String reason) ->
                findings.add(MachineFinding.of(Rule.HOST_SCRIPT_SECURITY, spot, subject, reason));
            case ScriptOpinion.Unusable(String reason) ->
                findings.add(MachineFinding.of(Rule.HOST_SCRIPT, spot, subject, reason));
            case ScriptOpinion.UnknownUser(String reason) ->
                findings.add(MachineFinding.of(Rule.HOST_USER, spot, subject, reason));
        }
    }

    private static String name(VirtualService service) {
        return switch (service) {
            case VirtualService.Endpoint endpoint -> AddressText.of(endpoint.address());
            case VirtualService.FirewallMark mark -> Long.toString(mark.mark());
            case VirtualService.Group group -> group.name();
        };
    }
}

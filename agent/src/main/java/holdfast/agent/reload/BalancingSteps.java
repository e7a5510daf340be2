package holdfast.agent.reload;

import holdfast.agent.lvs.Rebalancing;
import holdfast.agent.reload.Step.Action;
import holdfast.agent.reload.Step.Area;
import holdfast.ipvs.BalancingPlan;
import holdfast.ipvs.ServerNames;
import holdfast.ipvs.ServiceSettings;
import holdfast.ipvs.VirtualServer;
import holdfast.linux.IpvsRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reload does to virtual servers. */
final class BalancingSteps {
    private final Rebalancing reload;
    private final TableChanges table;
    private final List<Step> steps = new ArrayList<>();

    private BalancingSteps(Rebalancing reload) {
        this.reload = reload;
        this.table = new TableChanges(reload.effects());
    }

    static List<Step> of(Rebalancing reload) {
        BalancingSteps all = new BalancingSteps(reload);
        all.settings();
        all.servers();
        int untold = all.table.untold();
        if (untold > 0) {
            String changes = untold == 1 ? "1 more change" : untold + " more changes";
            all.steps.add(
                    Step.of(Area.IPVS, Action.CHANGE, changes + " of the IPVS table, such as of a sorry server", ""));
        }
        return all.steps;
    }

    private void settings() {
        BalancingPlan before = reload.before().pool();
        BalancingPlan after = reload.after().pool();
        Differences all = new Differences()
                .changed("lvs_timeouts", before.timeouts(), after.timeouts())
                .changed("lvs_sync_daemon", before.syncDaemon(), after.syncDaemon())
                .changed("lvs_flush_on_stop", before.flushAtStop(), after.flushAtStop())
                .onOff("rs_init_notifies", before.initialNotifies(), after.initialNotifies())
                .onOff("no_checker_emails", !before.checkerMails(), !after.checkerMails());
        if (!all.areNone()) {
            Step step = Step.of(Area.IPVS, Action.CHANGE, all.words(), "");
            boolean restarts = table.others().stream().anyMatch(IpvsRequest.StopSyncDaemon.class::isInstance);
            steps.add(
                    restarts
                            ? step.interrupting("the sync daemon starts anew: connections made meanwhile are not told")
                            : step);
        }
    }

    private void servers() {
        Map<String, VirtualServer> former = byId(reload.before().pool());
        Map<String, VirtualServer> next = byId(reload.after().pool());
        former.forEach((id, server) -> {
            if (!next.containsKey(id)) {
                removed(server);
            }
        });
        RealServerSteps realServers = new RealServerSteps(reload, table, steps);
        next.forEach((id, server) -> {
            VirtualServer known = former.get(id);
            if (known == null) {
                added(server);
            } else if (!known.equals(server) || table.concern(server) || realServers.isRechecked(server)) {
                changed(known, server);
                realServers.compare(known, server);
            }
        });
    }

    private static Map<String, VirtualServer> byId(BalancingPlan plan) {
        Map<String, VirtualServer> servers =
                LinkedHashMap.newLinkedHashMap(plan.virtualServers().size());
        plan.virtualServers().forEach(server -> servers.put(server.id(), server));
        return servers;
    }

    private void removed(VirtualServer server) {
        boolean served = server.services().stream()
                        .map(table::of)
                        .filter(request -> request.filter(IpvsRequest.DeleteService.class::isInstance)
                                .isPresent())
                        .count()
                > 0;
        Step step = Step.of(
                Area.VIRTUAL_SERVER,
                Action.REMOVE,
                server.name(),
                "removed with its " + count(server) + (served ? "" : "; its service goes on as part of another one"));
        steps.add(served ? step.interrupting("connections to " + server.name()) : step);
    }

    private static String count(VirtualServer server) {
        int number = server.realServers().size();
        return number + (number == 1 ? " real server" : " real servers");
    }

    private void added(VirtualServer server) {
        server.services().forEach(table::of);
        long atOnce = server.realServers().stream()
                .filter(real -> table.of(server, real).isPresent())
                .count();
        String when = !reload.begun()
                ? ""
                : ", " + (atOnce == server.realServers().size() ? "all" : String.valueOf(atOnce))
                        + " of them served at once";
        steps.add(Step.of(
                Area.VIRTUAL_SERVER,
                Action.ADD,
                server.name(),
                server.settings().scheduler() + ", " + count(server) + when));
    }

    private void changed(VirtualServer before, VirtualServer after) {
        after.services().forEach(table::of);
        before.services().forEach(table::of);
        ServiceSettings former = before.settings();
        ServiceSettings next = after.settings();
        Differences all = new Differences()
                .members("with", "without", before.services(), after.services(), ServerNames::virtualServer)
                .of("scheduler", former.scheduler(), next.scheduler(), String::valueOf)
                .changed("flags of the scheduler", former.flags(), next.flags())
                .changed("persistence", former.persistence(), next.persistence())
                .changed("quorum", before.quorum(), after.quorum())
                .changed("sorry_server", before.sorryServer(), after.sorryServer())
                .onOff("omega", before.omega(), after.omega())
                .changed("ha_suspend", before.suspendWithout(), after.suspendWithout())
                .onOff("smtp_alert", before.mail(), after.mail());
        if (!all.areNone()) {
            List<String> lost = before.services().stream()
                    .filter(key -> table.of(key)
                            .filter(IpvsRequest.DeleteService.class::isInstance)
                            .isPresent())
                    .map(ServerNames::virtualServer)
                    .toList();
            Step step =
                    Step.of(Area.VIRTUAL_SERVER, Action.CHANGE, after.name(), all.words() + "; connections live on");
            steps.add(
                    lost.isEmpty()
                            ? step
                            : Step.of(Area.VIRTUAL_SERVER, Action.CHANGE, after.name(), all.words())
                                    .interrupting("connections to " + String.join(", ", lost)));
        }
    }
}

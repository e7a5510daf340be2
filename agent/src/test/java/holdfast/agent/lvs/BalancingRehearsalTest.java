package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import holdfast.ipvs.BalancingEffect;
import holdfast.ipvs.BalancingEvent;
import holdfast.ipvs.CheckVerdict;
import holdfast.ipvs.Checker;
import holdfast.ipvs.KernelTable;
import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.RealServer;
import holdfast.ipvs.RealServerId;
import holdfast.ipvs.VirtualServer;
import holdfast.ipvs.VirtualServers;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a rehearsed reload of virtual servers says is what the reload does. */
class BalancingRehearsalTest {
    private static final int SEEDS = 300;

    @Test
    void aRehearsedReloadChangesTheTableAsTheReloadThatFollows() {
        int changes = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            LvsPlan before = Given.plan(configuration(random));
            LvsPlan after = Given.plan(configuration(random));
            VirtualServers live = new VirtualServers(before.pool());
            live.on(new BalancingEvent.Started(KernelTable.EMPTY, Set.of()), 0);
            before.pool().virtualServers().forEach(server -> liveThrough(random, live, server));
            List<BalancingEffect> foretold =
                    new BalancingRehearsal(before, after, live.status()).play().effects();
            List<BalancingEffect> done = live.on(new BalancingEvent.Reloaded(after.pool()), 0);
            assertEquals(withoutLog(done), withoutLog(foretold), "seed " + seed);
            changes += withoutLog(done).size();
        }
        assertFalse(changes < SEEDS, "these reloads do something: " + changes);
    }

    private static List<BalancingEffect> withoutLog(List<BalancingEffect> effects) {
        return effects.stream()
                .filter(effect -> !(effect instanceof BalancingEffect.Log))
                .toList();
    }

    private static void liveThrough(Random random, VirtualServers live, VirtualServer server) {
        for (RealServer real : server.realServers()) {
            RealServerId id = new RealServerId(server.id(), real.address(), real.port());
            for (Checker checker : real.checkers()) {
                CheckVerdict verdict =
                        random.nextInt(3) == 0 ? new CheckVerdict.Failed("refused") : CheckVerdict.passed();
                if (random.nextInt(5) != 0) { // else there is no verdict yet
                    live.on(new BalancingEvent.CheckFinished(id, checker.id(), verdict), 0);
                }
            }
            switch (random.nextInt(8)) {
                case 0 -> live.on(new BalancingEvent.Commanded(id, new OperatorCommand.Drain()), 0);
                case 1 -> live.on(new BalancingEvent.Commanded(id, new OperatorCommand.Disable()), 0);
                case 2 -> live.on(new BalancingEvent.Commanded(id, new OperatorCommand.SetWeight(7)), 0);
                default -> {}
            }
        }
    }

    private static String configuration(Random random) {
        StringBuilder text = new StringBuilder();
        for (int number = 1; number <= 3; number++) {
            if (random.nextInt(4) != 0) {
                text.append(virtualServer(random, number));
            }
        }
        return text.toString();
    }

    private static String virtualServer(Random random, int number) {
        StringBuilder text = new StringBuilder("virtual_server 192.0.2.10" + number + " 80 {\n");
        text.append("    protocol TCP\n    lvs_method ").append(random.nextBoolean() ? "NAT" : "DR");
        text.append("\n    lvs_sched ")
                .append(random.nextBoolean() ? "wrr" : "wlc")
                .append('\n');
        text.append(random.nextInt(3) == 0 ? "    alpha\n" : "");
        text.append(random.nextInt(3) == 0 ? "    quorum 2\n" : "");
        text.append(random.nextInt(3) == 0 ? "    sorry_server 192.0.2.99 80\n" : "");
        for (int server = 1; server <= 3; server++) {
            if (random.nextInt(4) != 0) {
                text.append("    real_server 192.0.2.1").append(server).append(" 80 {\n");
                text.append("        weight ").append(random.nextInt(3)).append('\n');
                text.append(random.nextInt(4) == 0 ? "        inhibit_on_failure\n" : "");
                text.append(random.nextInt(3) != 0 ? "        TCP_CHECK {\n        }\n" : "")
                        .append("    }\n");
            }
        }
        return text.append("    real_server 192.0.2.20 80 {\n        weight 1\n    }\n}\n")
                .toString();
    }
}

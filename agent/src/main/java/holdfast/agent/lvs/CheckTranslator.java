package holdfast.agent.lvs;

import holdfast.check.CheckDefinition;
import holdfast.check.CheckId;
import holdfast.check.CheckTiming;
import holdfast.check.Target;
import holdfast.check.TcpCheck;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.CheckConnection;
import holdfast.conf.model.lvs.CheckSchedule;
import holdfast.conf.model.lvs.HealthChecker;
import holdfast.ipvs.Checker;
import holdfast.ipvs.RealServerId;
import java.net.InetSocketAddress;

/** Translates the checks of real servers, and hands them to the plan. */
final class CheckTranslator {
    private final LvsPlanner plan;

    CheckTranslator(LvsPlanner plan) {
        this.plan = plan;
    }

    /**
     * Translates one.
     *
     * @param server whose
     * @param name of that server in messages
     * @param position which of its checks, from 0
     * @return what the pool knows of it
     */
    Checker translate(HealthChecker checker, RealServerId server, String name, int position) {
        String id = position + " " + checker.check().keyword();
        LvsPlan.CheckerId checkerId = new LvsPlan.CheckerId(server, id);
        return new Checker(id, checker.alpha());
    }

    private static Target target(CheckConnection connection) {
        return new Target(
                new InetSocketAddress(connection.address(), connection.port()),
                connection.bindTo(),
                connection.bindPort(),
                connection.bindInterface(),
                connection.fwmark(),
                connection.timeout());
    }

    private static CheckTiming timing(CheckSchedule schedule) {
        return new CheckTiming(
                schedule.delayLoop(), schedule.warmup(), schedule.retry(), schedule.delayBeforeRetry());
    }
}

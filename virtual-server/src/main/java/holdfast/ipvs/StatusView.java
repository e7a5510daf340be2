package holdfast.ipvs;

import holdfast.linux.IpvsServiceKey;
import java.util.List;
import java.util.OptionalInt;

/** Pools as people see them. */
final class StatusView {
    private StatusView() {}

    static VirtualServerStatus of(Pool pool, KernelMirror kernel) {
        VirtualServer plan = pool.plan();
        return new VirtualServerStatus(
                plan.id(),
                plan.name(),
                pool.services(),
                plan.settings().scheduler(),
                pool.quorumUp(),
                plan.quorum().quorum(),
                plan.quorum().hysteresis(),
                pool.liveWeight(),
                plan.sorryServer().map(sorry -> ServerNames.realServer(sorry.address(), plan.protocol(), sorry.port())),
                pool.sorry(),
                pool.suspended(),
                pool.since(),
                pool.trouble(),
                pool.members().stream().map(member -> of(pool, member, kernel)).toList());
    }

    private static RealServerStatus of(Pool pool, Member member, KernelMirror kernel) {
        return new RealServerStatus(
                member.id(),
                member.name(),
                member.plan().forwarding(),
                member.alive(),
                member.since(),
                weight(pool.services(), member, kernel),
                member.plan().weight(),
                member.wish().admission(),
                member.wish().weight(),
                member.checks().stream().map(CheckState::status).toList());
    }

    private static OptionalInt weight(List<IpvsServiceKey> services, Member member, KernelMirror kernel) {
        return services.stream()
                .flatMap(key -> kernel.destination(key, PoolTable.endpoint(key, member)).stream())
                .mapToInt(destination -> destination.weight())
                .findFirst();
    }
}

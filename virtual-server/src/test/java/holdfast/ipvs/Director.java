package holdfast.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.linux.Errno;
import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Virtual servers on a fake kernel: performs what they ask for, keeps what they say. Time stands still unless it is moved. */
final class Director {
    final FakeKernel kernel;
    VirtualServers servers;
    long now = 1_000;
    /** Requests of the last event. */
    List<IpvsRequest> requests = List.of();
    /** FIFO lines of the last event. */
    List<String> fifo = List.of();
    /** Scripts of the last event. */
    List<String> scripts = List.of();
    /** Log lines of the last event. */
    List<String> log = List.of();
    /** Mails of the last event: subject, bar, body. */
    List<String> mails = List.of();
    /** Everything else of the last event. */
    List<BalancingEffect> others = List.of();

    /** Services that had no server with a weight at some moment of the last event. */
    Set<IpvsServiceKey> emptied = Set.of();

    boolean refusalsExpected;

    Director(BalancingPlan plan, FakeKernel kernel) {
        this.kernel = kernel;
        this.servers = new VirtualServers(plan);
    }

    static Director started(VirtualServer... plan) {
        Director director = new Director(BalancingPlan.of(plan), new FakeKernel());
        director.start();
        return director;
    }

    List<BalancingEffect> start(String... addresses) {
        Set<InetAddress> held = Set.copyOf(
                List.of(addresses).stream().map(InetAddress::ofLiteral).toList());
        return on(new BalancingEvent.Started(kernel.table(), held));
    }

    List<BalancingEffect> fail(RealServerId id) {
        return on(new BalancingEvent.CheckFinished(id, Plans.CHECK, new CheckVerdict.Failed("refused")));
    }

    List<BalancingEffect> pass(RealServerId id) {
        return on(new BalancingEvent.CheckFinished(id, Plans.CHECK, CheckVerdict.passed()));
    }

    List<BalancingEffect> weight(RealServerId id, int weight) {
        return on(new BalancingEvent.CheckFinished(
                id, Plans.CHECK, new CheckVerdict.Passed(new CheckVerdict.WeightChange.To(weight))));
    }

    List<BalancingEffect> command(RealServerId id, OperatorCommand command) {
        return on(new BalancingEvent.Commanded(id, command));
    }

    List<BalancingEffect> reload(VirtualServer... plan) {
        return on(new BalancingEvent.Reloaded(BalancingPlan.of(plan)));
    }

    List<BalancingEffect> look() {
        return on(new BalancingEvent.TableRead(kernel.table()));
    }

    /** One event, its effects performed; refusals come back afterwards, as the agent does it. */
    List<BalancingEffect> on(BalancingEvent event) {
        List<BalancingEffect> effects = servers.on(event, now);
        requests = new ArrayList<>();
        fifo = new ArrayList<>();
        scripts = new ArrayList<>();
        log = new ArrayList<>();
        mails = new ArrayList<>();
        others = new ArrayList<>();
        emptied = new HashSet<>();
        List<BalancingEvent.Refused> refused = new ArrayList<>();
        effects.forEach(effect -> perform(effect, refused));
        if (!refusalsExpected) {
            assertEquals(List.of(), refused);
        }
        for (BalancingEvent.Refused refusal : refused) {
            servers.on(refusal, now).forEach(effect -> perform(effect, new ArrayList<>()));
        }
        return effects;
    }

    private void perform(BalancingEffect effect, List<BalancingEvent.Refused> refused) {
        switch (effect) {
            case BalancingEffect.Ipvs(IpvsRequest request) -> {
                requests.add(request);
                Optional<Errno> errno = kernel.perform(request);
                touched(request).filter(key -> !serves(key)).ifPresent(emptied::add);
                errno.ifPresent(why -> refused.add(new BalancingEvent.Refused(request, why)));
            }
            case BalancingEffect.Notify notify -> scripts.add(notify.script());
            case BalancingEffect.Fifo line -> fifo.add(line.line());
            case BalancingEffect.Log line -> log.add(line.text());
            case BalancingEffect.Mail mail -> mails.add(mail.subject() + " | " + mail.body());
            case BalancingEffect.ReadTable _,
                    BalancingEffect.TellConnections _,
                    BalancingEffect.SuspendChecks _,
                    BalancingEffect.ResumeChecks _ -> others.add(effect);
        }
    }

    private static Optional<IpvsServiceKey> touched(IpvsRequest request) {
        return switch (request) {
            case IpvsRequest.DeleteService delete -> Optional.of(delete.key());
            case IpvsRequest.EditDestination edit -> Optional.of(edit.key());
            case IpvsRequest.DeleteDestination delete -> Optional.of(delete.key());
            case IpvsRequest.AddService _,
                    IpvsRequest.EditService _,
                    IpvsRequest.AddDestination _,
                    IpvsRequest.StartSyncDaemon _,
                    IpvsRequest.StopSyncDaemon _,
                    IpvsRequest.SetTimeouts _,
                    IpvsRequest.ZeroStatistics _,
                    IpvsRequest.Flush _ -> Optional.empty();
        };
    }

    /** Whether a service has a server that gets connections. */
    boolean serves(IpvsServiceKey key) {
        return kernel.serves(key);
    }

    /** A service of the table as {@code ipvsadm -Sn} prints it, without addresses of its own: {@code 10.2.0.1:80 -m -w 3}, sorted. */
    List<String> table(IpvsServiceKey key) {
        TreeSet<String> lines = new TreeSet<>();
        kernel.destinations(key).forEach(destination -> lines.add(line(destination)));
        return List.copyOf(lines);
    }

    List<String> table(String virtualAddress) {
        return table(Plans.tcp(virtualAddress, 80));
    }

    private static String line(IpvsDestination destination) {
        String forwarding = switch (destination.forwarding()) {
            case IpvsForwarding.Masquerade _ -> "-m";
            case IpvsForwarding.DirectRouting _ -> "-g";
            case IpvsForwarding.Tunnel _ -> "-i";
            case IpvsForwarding.LocalNode _, IpvsForwarding.Bypass _ -> "-";
        };
        return destination.address().getHostAddress() + ":" + destination.port() + " " + forwarding + " -w "
                + destination.weight();
    }
}

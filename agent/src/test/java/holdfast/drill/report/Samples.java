package holdfast.drill.report;

import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Fact.ActionKind;
import holdfast.drill.measure.Fact.Checksum;
import holdfast.drill.measure.Outage;
import holdfast.drill.measure.ProbeLog;
import holdfast.drill.plan.PlanException;
import holdfast.drill.plan.Plans;
import holdfast.drill.report.DrillReport.Section;
import holdfast.drill.report.DrillReport.Verdict;
import holdfast.drill.scenario.Check;
import holdfast.drill.scenario.Episode;
import holdfast.drill.scenario.Expectation;
import holdfast.drill.scenario.Service;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small drill: node1 is killed at 2 s, its address goes at 3 s, node2 has it from 5 s. */
final class Samples {
    static final Instant START = Instant.parse("2026-11-21T21:00:00Z");
    static final InetAddress ADDRESS = InetAddress.ofLiteral("192.168.1.100");

    private Samples() {}

    static Instant at(int milliseconds) {
        return START.plusMillis(milliseconds);
    }

    static List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Action(at(100), "node1", ActionKind.AGENT_ON, "the agent on node1 starts"));
        facts.add(new Fact.Action(at(100), "node2", ActionKind.AGENT_ON, "the agent on node2 starts"));
        facts.add(advert("node1", 500, 103));
        facts.add(new Fact.AddressChange(at(500), "node1", "eth0", ADDRESS, true));
        facts.add(advert("node1", 1_500, 103));
        facts.add(new Fact.Action(at(2_000), "node1", ActionKind.AGENT_OFF, "kill -9 of the agent on node1"));
        facts.add(new Fact.AddressChange(at(3_000), "node1", "eth0", ADDRESS, false));
        facts.add(advert("node2", 5_000, 102));
        facts.add(new Fact.AddressChange(at(5_000), "node2", "eth0", ADDRESS, true));
        return List.copyOf(facts);
    }

    static Fact.Advert advert(String host, int milliseconds, int priority) {
        return new Fact.Advert(
                at(milliseconds),
                host,
                "br0",
                InetAddress.ofLiteral("192.168.1.11"),
                255,
                2,
                51,
                priority,
                Duration.ofSeconds(1),
                List.of(ADDRESS),
                Checksum.MESSAGE);
    }

    static DrillReport report(Check.Outcome outcome) throws PlanException {
        Check check = new Check("two <holders>", "at most 350 ms", "0 ms", outcome, "It is \"bad\" & rare.");
        Service pings = new Service(400, 200, List.of(new Outage(at(3_000), at(5_000), 200)));
        Episode episode = new Episode(
                "kill -9 of the agent on node1",
                "node1",
                "node2",
                at(2_000),
                at(5_900),
                Optional.of(Duration.ofMillis(3_000)),
                pings,
                new Service(80, 40, List.of()),
                new Expectation("Active_Down_Interval", Duration.ZERO, Duration.ofMillis(3_952), "silence"),
                List.of(check));
        boolean failed = outcome == Check.Outcome.FAILED;
        ProbeLog log = new ProbeLog(Fact.ProbeKind.PING, Duration.ofMillis(100), _ -> {});
        for (int time = 0; time < 6_000; time += 10) {
            int index = log.asked(at(time));
            if (time < 3_000 || time >= 5_000) {
                log.answered(index, at(time + 1), "");
            }
        }
        return new DrillReport(
                START,
                at(6_000),
                "Linux 6.1, 2 processors",
                Plans.pair(),
                "holdfast",
                "keepalived",
                "defaults\n",
                List.of(
                        new Section(
                                "kill",
                                "Crash",
                                "It dies.",
                                failed ? Verdict.FAIL : Verdict.PASS,
                                "",
                                List.of(episode)),
                        new Section("script", "Script", "It fails.", Verdict.SKIPPED, "no script", List.of())),
                facts(),
                log,
                log);
    }
}

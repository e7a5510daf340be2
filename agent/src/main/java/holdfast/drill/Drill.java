package holdfast.drill;

import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.Lab;
import holdfast.drill.lab.LabException;
import holdfast.drill.measure.Observation;
import holdfast.drill.measure.ProbeLog;
import holdfast.drill.plan.PairPlan;
import holdfast.drill.report.DrillReport;
import holdfast.drill.report.DrillReport.Section;
import holdfast.drill.report.DrillReport.Verdict;
import holdfast.drill.scenario.Election;
import holdfast.drill.scenario.Episode;
import holdfast.drill.scenario.PairLab;
import holdfast.drill.scenario.Scenario;
import holdfast.drill.scenario.Stage;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One drill, from an empty lab to a report. Runs on one thread; the lab is closed by whoever opened it. */
final class Drill {
    private static final String ELECTION_STORY =
            "Both agents start at the same moment. Each waits to hear whether somebody else is master already; the one with "
                    + "the higher priority waits less and becomes master.";

    private final PairPlan plan;
    private final AgentKind firstKind;
    private final AgentKind secondKind;
    private final List<Scenario> scenarios;
    private final LiveTimeline timeline;
    private final Instant start;

    Drill(
            PairPlan plan,
            AgentKind firstKind,
            AgentKind secondKind,
            List<Scenario> scenarios,
            LiveTimeline timeline,
            Instant start) {
        this.plan = plan;
        this.firstKind = firstKind;
        this.secondKind = secondKind;
        this.scenarios = List.copyOf(scenarios);
        this.timeline = timeline;
        this.start = start;
    }

    /** Every virtual address of the pair. */
    static Set<InetAddress> virtualAddresses(PairPlan plan) {
        Set<InetAddress> addresses = new HashSet<>();
        plan.first().routers().forEach(router -> router.addresses().forEach(one -> addresses.add(one.address())));
        plan.second().routers().forEach(router -> router.addresses().forEach(one -> addresses.add(one.address())));
        return addresses;
    }

    /**
     * Runs all scenarios in a lab.
     *
     * @throws LabException when the lab cannot be built or the pair does not come up
     */
    DrillReport run(Lab lab) {
        timeline.print(Instant.now(), "drill", "builds two nodes, a client and three web servers");
        try (PairLab pair = PairLab.build(lab, plan, firstKind, secondKind)) {
            Observation seen = pair.observation();
            seen.listen(timeline);
            ProbeLog pings = pair.ping(plan.target());
            ProbeLog pages = pair.fetch(plan.target());
            Stage stage = new Stage(plan, pair.first(), pair.second(), pair.client(), seen, pings, pages);
            List<Section> sections = new ArrayList<>();
            sections.add(election(stage));
            for (Scenario scenario : scenarios) {
                sections.add(section(stage, scenario));
            }
            timeline.print(Instant.now(), "drill", "done");
            return new DrillReport(
                    start,
                    Instant.now(),
                    machine(),
                    plan,
                    firstKind.label(),
                    secondKind.label(),
                    pair.first().haproxy().configuration(),
                    sections,
                    seen.facts(),
                    pings,
                    pages);
        }
    }

    private Section election(Stage stage) {
        heading("election", "Election");
        Episode episode = Election.run(stage);
        return new Section(
                "election",
                "Election",
                ELECTION_STORY,
                episode.passed() ? Verdict.PASS : Verdict.FAIL,
                "",
                List.of(episode));
    }

    private Section section(Stage stage, Scenario scenario) {
        heading(scenario.name(), scenario.title());
        Optional<String> obstacle = scenario.obstacle(plan);
        if (obstacle.isPresent()) {
            timeline.print(Instant.now(), "drill", "skipped: " + obstacle.get());
            return section(scenario, Verdict.SKIPPED, obstacle.get(), List.of());
        }
        try {
            if (!stage.settle()) {
                stage.restore();
                if (!stage.settle()) {
                    return section(
                            scenario, Verdict.FAIL, "the pair does not settle: no single, served master", List.of());
                }
            }
            List<Episode> episodes = scenario.run(stage);
            boolean passed = episodes.stream().allMatch(Episode::passed);
            return section(scenario, passed ? Verdict.PASS : Verdict.FAIL, "", episodes);
        } catch (LabException e) {
            timeline.print(Instant.now(), "drill", "broke off: " + e.getMessage());
            stage.restore();
            return section(scenario, Verdict.FAIL, "broke off: " + e.getMessage(), List.of());
        }
    }

    private static Section section(Scenario scenario, Verdict verdict, String remark, List<Episode> episodes) {
        return new Section(scenario.name(), scenario.title(), scenario.story(), verdict, remark, episodes);
    }

    private void heading(String name, String title) {
        timeline.print(Instant.now(), "drill", "--- " + name + ": " + title);
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
    }
}

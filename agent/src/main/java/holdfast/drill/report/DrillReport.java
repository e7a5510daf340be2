package holdfast.drill.report;

import holdfast.drill.measure.Fact;
import holdfast.drill.measure.ProbeLog;
import holdfast.drill.plan.PairPlan;
import holdfast.drill.scenario.Episode;
import java.time.Instant;
import java.util.List;

/**
 * Everything a drill found, before it is written down.
 *
 * @param startedAt when the drill began
 * @param endedAt when it ended
 * @param machine the machine it ran on, in a few words
 * @param plan the pair
 * @param firstAgent what ran on node1
 * @param secondAgent what ran on node2
 * @param proxyConfiguration HAProxy's configuration on node1
 * @param sections one for each scenario, in order, the election first
 * @param facts everything seen, in order of time
 * @param pings the pinging client's log
 * @param pages the fetching client's log
 */
public record DrillReport(
        Instant startedAt,
        Instant endedAt,
        String machine,
        PairPlan plan,
        String firstAgent,
        String secondAgent,
        String proxyConfiguration,
        List<Section> sections,
        List<Fact> facts,
        ProbeLog pings,
        ProbeLog pages) {
    /** Copies the lists. */
    public DrillReport {
        sections = List.copyOf(sections);
        facts = List.copyOf(facts);
    }

    /** What became of a scenario. */
    public enum Verdict {
        /** Everything held. */
        PASS,
        /** Something did not hold, or the scenario could not be run to its end. */
        FAIL,
        /** It makes no sense with this configuration. */
        SKIPPED
    }

    /**
     * A scenario.
     *
     * @param name its name on the command line
     * @param title its name for people
     * @param story what it stands for
     * @param verdict what became of it
     * @param remark why it was skipped or broke off; else empty text
     * @param episodes its events
     */
    public record Section(
            String name, String title, String story, Verdict verdict, String remark, List<Episode> episodes) {
        /** Copies the list. */
        public Section {
            episodes = List.copyOf(episodes);
        }
    }

    /**
     * Whether every expectation held.
     *
     * @return false when any scenario failed
     */
    public boolean passed() {
        return sections.stream().noneMatch(section -> section.verdict() == Verdict.FAIL);
    }
}

package holdfast.agent.pair;

import holdfast.agent.pair.RouterElection.NodeState;
import holdfast.agent.pair.RouterElection.Situation;
import holdfast.agent.pair.RouterElection.Verdict;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.Tracking;
import holdfast.conf.model.VrrpInstance;
import holdfast.vrrp.TrackedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with how an election ends. */
final class ElectionFindings {
    private static final String INSTANCE = "vrrp_instance";

    private final List<PairNode> nodes;
    private final List<Diagnostic> findings = new ArrayList<>();

    private ElectionFindings(List<PairNode> nodes) {
        this.nodes = nodes;
    }

    /**
     * What is wrong.
     *
     * @param strangers routers whose nodes do not believe each other; that both are MASTER was said with the reason
     */
    static List<Diagnostic> of(List<PairNode> nodes, List<RouterElection> elections, Set<PairRouter> strangers) {
        ElectionFindings all = new ElectionFindings(nodes);
        for (RouterElection election : elections) {
            if (election.router().nodes().size() > 1 && !strangers.contains(election.router())) {
                all.look(election);
            }
        }
        return all.findings;
    }

    private void look(RouterElection election) {
        several(election);
        none(election);
        for (Situation situation : election.situations()) {
            stays(election, situation);
        }
    }

    private void several(RouterElection election) {
        List<Situation> wrong = with(election, Verdict.BOTH);
        if (!wrong.isEmpty()) {
            String who = wrong.getFirst().masters().stream()
                    .map(node -> nodes.get(node).label())
                    .collect(Collectors.joining(" and "));
            String summary = "'" + election.router().name() + "' is MASTER on " + who + " at once " + when(wrong);
            findings.add(cutOff(election, wrong.getFirst())
                    .map(node -> Diagnostic.of(Rule.ELECTION_BOTH, place(election, node, "dont_track_primary"), summary)
                            .withHint("without dont_track_primary a node whose link fails gives up"))
                    .orElseGet(() -> at(election, Rule.ELECTION_BOTH, summary)));
        }
    }

    private SourceSpan place(RouterElection election, int node, String... path) {
        String name = election.router().members().get(node).orElseThrow().name();
        return nodes.get(node).places().of(INSTANCE, name, path);
    }

    /** The node that goes on without its link, if that is why there are several. */
    private static Optional<Integer> cutOff(RouterElection election, Situation situation) {
        if (!(situation.failure().orElse(null) instanceof Failure.LinkFails link)) {
            return Optional.empty();
        }
        return election.router()
                .members()
                .get(link.node())
                .filter(VrrpInstance::dontTrackPrimary)
                .map(_ -> link.node());
    }

    private void none(RouterElection election) {
        List<Situation> wrong = with(election, Verdict.NONE);
        if (!wrong.isEmpty()) {
            findings.add(at(
                    election,
                    Rule.ELECTION_NONE,
                    "nobody is MASTER of '" + election.router().name() + "' " + when(wrong)));
        }
    }

    private static List<Situation> with(RouterElection election, Verdict verdict) {
        return election.situations().stream()
                .filter(situation -> situation.verdict() == verdict)
                .toList();
    }

    private String when(List<Situation> situations) {
        List<String> words = new ArrayList<>();
        for (Situation situation : situations) {
            words.add(situation
                    .failure()
                    .map(failure ->
                            "when " + failure.describe(nodes.get(failure.node()).label()))
                    .orElse("at rest"));
        }
        int more = words.size() - 3;
        return String.join(", ", words.subList(0, Math.min(3, words.size())))
                + (more > 0 ? " and in " + more + " more cases" : "");
    }

    private Diagnostic at(RouterElection election, Rule rule, String summary) {
        return Diagnostic.of(rule, place(election, election.router().firstNode()), summary);
    }

    /** A weighted tracker of the master fails, its priority falls, and nothing moves. */
    private void stays(RouterElection election, Situation situation) {
        Situation rest = election.atRest();
        if (!(situation.failure().orElse(null) instanceof Failure.TrackerFails tracker)
                || tracker.fileValue().isPresent()
                || rest.verdict() != Verdict.ONE
                || !situation.masters().equals(rest.masters())
                || !rest.masters().contains(tracker.node())) {
            return;
        }
        int before = rest.nodes().get(tracker.node()).priority();
        int after = situation.nodes().get(tracker.node()).priority();
        Optional<Integer> rival = strongest(situation, tracker.node());
        if (after < before && rival.isPresent()) {
            NodeState other = situation.nodes().get(rival.get());
            findings.add(finding(election.router(), tracker, after, rival.get(), other.priority(), before));
        }
    }

    private static Optional<Integer> strongest(Situation situation, int master) {
        Optional<Integer> strongest = Optional.empty();
        for (int node = 0; node < situation.nodes().size(); node++) {
            NodeState state = situation.nodes().get(node);
            boolean stronger = strongest
                    .map(best -> state.priority() > situation.nodes().get(best).priority())
                    .orElse(true);
            if (node != master && state.takesPart() && stronger) {
                strongest = Optional.of(node);
            }
        }
        return strongest;
    }

    private Diagnostic finding(
            PairRouter router, Failure.TrackerFails tracker, int after, int rival, int rivalPriority, int before) {
        PairNode node = nodes.get(tracker.node());
        String rivalLabel = nodes.get(rival).label();
        VrrpInstance member = router.members().get(tracker.node()).orElseThrow();
        String what =
                tracker.describe(node.label()) + ", and " + node.label() + " stays MASTER of '" + member.name() + "': ";
        TrackedObject object = tracker.object();
        Diagnostic finding;
        if (after < rivalPriority) {
            finding = Diagnostic.of(
                            Rule.ELECTION_STAYS,
                            place(node, member, object),
                            what + rivalLabel + " does not take over with its higher priority (" + rivalPriority
                                    + " against " + after + ") because of 'nopreempt'")
                    .withHint("with weight 0 a failure is a fault, and " + node.label() + " gives up")
                    .withRelated(
                            nodes.get(rival)
                                    .places()
                                    .of(
                                            INSTANCE,
                                            router.members()
                                                    .get(rival)
                                                    .orElseThrow()
                                                    .name(),
                                            "nopreempt"),
                            "on " + rivalLabel);
        } else {
            finding = Diagnostic.of(
                            Rule.ELECTION_STAYS,
                            place(node, member, object),
                            what + "its priority falls to " + after + ", which is not below the " + rivalPriority
                                    + " of " + rivalLabel)
                    .withHint(remedy(weight(member, object), before - rivalPriority + 1, rivalLabel));
        }
        return finding;
    }

    /** Without a weight of its own the tracker belongs to the sync group; then any sign will do. */
    private static int weight(VrrpInstance member, TrackedObject object) {
        return tracked(member.tracking(), object.kind()).stream()
                .filter(reference -> reference.name().equals(object.name()))
                .mapToInt(TrackReference::weight)
                .findFirst()
                .orElse(-1);
    }

    private static List<TrackReference> tracked(Tracking tracking, TrackedObject.Kind kind) {
        return switch (kind) {
            case INTERFACE -> tracking.interfaces();
            case SCRIPT -> tracking.scripts();
            case FILE -> tracking.files();
            case PROCESS -> tracking.processes();
            case BFD -> tracking.bfds();
        };
    }

    private static String remedy(int weight, int needed, String rival) {
        if (needed > 253) {
            return "the priorities are too far apart for any weight";
        }
        return weight > 0
                ? "weight " + needed + " or more on both, and " + rival + " takes over"
                : "weight -" + needed + " or less, and " + rival + " takes over";
    }

    /** Where the weight comes from: the line that tracks it, or the block it names. */
    private static SourceSpan place(PairNode node, VrrpInstance member, TrackedObject object) {
        String tracking = switch (object.kind()) {
            case INTERFACE -> "track_interface";
            case SCRIPT -> "track_script";
            case FILE -> "track_file";
            case PROCESS -> "track_process";
            case BFD -> "track_bfd";
        };
        return node.places().of(INSTANCE, member.name(), tracking, object.name());
    }
}

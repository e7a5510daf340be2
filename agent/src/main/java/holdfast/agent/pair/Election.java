package holdfast.agent.pair;

import holdfast.agent.pair.RouterElection.NodeState;
import holdfast.agent.pair.RouterElection.Situation;
import holdfast.agent.pair.RouterElection.Verdict;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.Tracking;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpSyncGroup;
import holdfast.vrrp.TrackedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds the election of all virtual routers: at rest, and after every single failure. */
public final class Election {
    private final List<PairNode> nodes;
    private final List<PairRouter> routers;

    private Election(List<PairNode> nodes, List<PairRouter> routers) {
        this.nodes = nodes;
        this.routers = routers;
    }

    /** States of all routers: outer list by router, inner by node. */
    private record Snapshot(List<List<NodeState>> states) {}

    private record Trial(Optional<Failure> failure, Snapshot struck, Snapshot repaired) {}

    /**
     * Holds it. Where two nodes have equal priorities and their addresses are unknown, it is held twice, with either one higher.
     *
     * @param nodes without errors in their files
     * @param routers their virtual routers
     */
    static List<RouterElection> hold(List<PairNode> nodes, List<PairRouter> routers) {
        Election election = new Election(nodes, routers);
        List<Trial> trials = election.trials(true);
        List<Trial> others =
                trials.stream().anyMatch(trial -> isTied(trial.struck())) ? election.trials(false) : trials;
        List<RouterElection> elections = new ArrayList<>();
        for (int router = 0; router < routers.size(); router++) {
            elections.add(election.result(router, trials, others));
        }
        return elections;
    }

    private static boolean isTied(Snapshot snapshot) {
        return snapshot.states().stream().anyMatch(states -> {
            List<Integer> priorities = states.stream()
                    .filter(NodeState::takesPart)
                    .map(NodeState::priority)
                    .toList();
            return priorities.stream().distinct().count() < priorities.size();
        });
    }

    private List<Trial> trials(boolean laterNodesHigher) {
        Wiring wiring = new Wiring(routers, laterNodesHigher);
        ElectionLan lan = new ElectionLan(nodes, wiring);
        lan.start();
        Snapshot rest = look(lan);
        List<Trial> trials = new ArrayList<>();
        trials.add(new Trial(Optional.empty(), rest, rest));
        for (Failure failure : failures(lan)) {
            lan.strike(failure);
            Snapshot struck = look(lan);
            lan.repair(failure);
            Snapshot repaired = look(lan);
            trials.add(new Trial(Optional.of(failure), struck, repaired));
            if (!repaired.equals(rest)) { // the next failure meets the state at rest again
                lan = new ElectionLan(nodes, wiring);
                lan.start();
            }
        }
        return trials;
    }

    private static List<Failure> failures(ElectionLan lan) {
        List<Failure> failures = new ArrayList<>();
        for (SimulatedNode node : lan.nodes()) {
            for (TrackedObject object : node.trackers()) {
                failures.add(new Failure.TrackerFails(node.number(), object, node.failedFileValue(object)));
            }
        }
        for (SimulatedNode node : lan.nodes()) {
            node.interfaces().forEach(name -> failures.add(new Failure.LinkFails(node.number(), name)));
        }
        lan.nodes().forEach(node -> failures.add(new Failure.NodeFails(node.number())));
        return failures;
    }

    private Snapshot look(ElectionLan lan) {
        List<List<NodeState>> states = new ArrayList<>();
        for (PairRouter router : routers) {
            List<NodeState> row = new ArrayList<>();
            for (SimulatedNode node : lan.nodes()) {
                row.add(router.members()
                        .get(node.number())
                        .map(member -> state(node, member.name()))
                        .orElse(NodeState.ABSENT));
            }
            states.add(List.copyOf(row));
        }
        return new Snapshot(states);
    }

    private static NodeState state(SimulatedNode node, String router) {
        return node.status(router)
                .map(status -> new NodeState(status.state().keepalivedName(), status.effectivePriority()))
                .orElse(NodeState.DEAD);
    }

    private RouterElection result(int router, List<Trial> trials, List<Trial> others) {
        List<Situation> situations = new ArrayList<>();
        for (int number = 0; number < trials.size(); number++) {
            Trial trial = trials.get(number);
            if (concerns(router, trial, trials.getFirst())) {
                situations.add(situation(router, trial, others.get(number)));
            }
        }
        return new RouterElection(routers.get(router), situations);
    }

    private static Situation situation(int router, Trial trial, Trial other) {
        List<NodeState> states = trial.struck().states().get(router);
        List<Integer> masters = masters(trial.struck(), router);
        List<Integer> otherMasters = masters(other.struck(), router);
        Verdict verdict = switch (masters.size()) {
            case 0 -> Verdict.NONE;
            case 1 -> masters.equals(otherMasters) ? Verdict.ONE : Verdict.EITHER;
            default -> Verdict.BOTH;
        };
        return new Situation(
                trial.failure(),
                states,
                verdict,
                union(masters, otherMasters),
                union(masters(trial.repaired(), router), masters(other.repaired(), router)));
    }

    private static List<Integer> masters(Snapshot snapshot, int router) {
        List<NodeState> states = snapshot.states().get(router);
        List<Integer> masters = new ArrayList<>();
        for (int node = 0; node < states.size(); node++) {
            if (states.get(node).isMaster()) {
                masters.add(node);
            }
        }
        return masters;
    }

    private static List<Integer> union(List<Integer> first, List<Integer> second) {
        return List.copyOf(
                new TreeSet<>(Stream.concat(first.stream(), second.stream()).toList()));
    }

    /** Whether a failure is worth a line for a router: it changes something, or it is about what the router depends on. */
    private boolean concerns(int router, Trial trial, Trial rest) {
        if (trial.failure().isEmpty()
                || !trial.struck()
                        .states()
                        .get(router)
                        .equals(rest.struck().states().get(router))) {
            return true;
        }
        Failure failure = trial.failure().get();
        Optional<VrrpInstance> member = routers.get(router).members().get(failure.node());
        return member.isPresent()
                && switch (failure) {
                    case Failure.NodeFails _ -> true;
                    case Failure.LinkFails link -> member.get().interfaceName().equals(link.interfaceName());
                    case Failure.TrackerFails tracker ->
                        tracks(member.get().tracking(), tracker.object())
                                || groupOf(failure.node(), member.get())
                                        .filter(group -> tracks(group.tracking(), tracker.object()))
                                        .isPresent();
                };
    }

    private Optional<VrrpSyncGroup> groupOf(int node, VrrpInstance member) {
        return nodes.get(node).configuration().vrrpSyncGroups().stream()
                .filter(group -> group.group().contains(member.name()))
                .findFirst();
    }

    private static boolean tracks(Tracking tracking, TrackedObject object) {
        List<TrackReference> references = switch (object.kind()) {
            case INTERFACE -> tracking.interfaces();
            case SCRIPT -> tracking.scripts();
            case FILE -> tracking.files();
            case PROCESS -> tracking.processes();
            case BFD -> tracking.bfds();
        };
        return references.stream().anyMatch(reference -> reference.name().equals(object.name()));
    }
}

package holdfast.agent.doctor.routing;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.DaemonState;
import holdfast.agent.doctor.machine.InstanceView;
import holdfast.agent.doctor.machine.Programs;
import holdfast.agent.doctor.machine.Wire;
import holdfast.agent.plan.PlannedRouting;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressFamily;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualRoute;
import holdfast.vip.VirtualRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether virtual and static routes and rules are where they should be, and lead somewhere. */
public final class RoutingExamination implements Examination {
    private static final int MOST_NAMED = 3;

    private final Programs programs;
    private final NextHops nextHops;

    /**
     * For a machine.
     *
     * @param programs ip(8) among them
     * @param wire where routers are asked for
     */
    public RoutingExamination(Programs programs, Wire wire) {
        this.programs = programs;
        this.nextHops = new NextHops(wire);
    }

    @Override
    public String name() {
        return "routing";
    }

    @Override
    public String about() {
        return "virtual and static routes and rules that are missing, left behind or lead nowhere";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        PlannedRouting planned = PlannedRouting.of(subject.configuration());
        List<RoutingEntry> all = new ArrayList<>(planned.statics());
        planned.virtual().values().forEach(all::addAll);
        if (all.isEmpty()) {
            return;
        }
        try {
            InstalledRouting installed = InstalledRouting.read(all, programs, subject.network());
            new Comparison(subject, planned, installed, notebook).compare();
        } catch (InstalledRouting.Unreadable e) {
            notebook.unseen("which routes and rules the kernel has: " + e.getMessage());
        }
        for (VrrpInstance instance : subject.instances()) {
            nextHops.examine(
                    planned.virtual().getOrDefault(instance.name(), List.of()),
                    Place.of(instance),
                    Subject.addresses(instance),
                    subject,
                    notebook);
        }
        nextHops.examine(
                planned.statics(),
                Place.MACHINE,
                subject.configuration().staticEntries().addresses().stream()
                        .map(entry -> entry.address())
                        .toList(),
                subject,
                notebook);
    }

    /** Some of them in words. */
    static String words(List<? extends Object> entries) {
        String some = entries.stream().limit(MOST_NAMED).map(Object::toString).collect(Collectors.joining(", "));
        return entries.size() > MOST_NAMED ? some + " and " + (entries.size() - MOST_NAMED) + " more" : some;
    }

    /** The file on the one side, the kernel on the other. */
    private record Comparison(Subject subject, PlannedRouting planned, InstalledRouting installed, Notebook notebook) {
        void compare() {
            Set<Object> claimed = new HashSet<>();
            boolean runs = subject.daemon().running().isPresent();
            if (runs) {
                claim(planned.statics(), claimed);
                missing(planned.statics(), Place.MACHINE, "the daemon runs", "static");
            }
            List<VrrpInstance> others = new ArrayList<>();
            for (VrrpInstance instance : subject.instances()) {
                Optional<InstanceView> view = subject.view(instance);
                if (view.filter(InstanceView::isMaster).isPresent()) {
                    claim(of(instance), claimed);
                    missing(of(instance), Place.of(instance), "this node is master", instance.name());
                } else if (view.isPresent() || nobodyRuns()) {
                    others.add(instance);
                }
            }
            for (VrrpInstance instance : others) {
                String state = subject.view(instance)
                        .map(view -> "this node is " + view.state())
                        .orElse("no daemon runs here");
                stale(of(instance), Place.of(instance), state, claimed);
            }
            if (nobodyRuns()) {
                stale(planned.statics(), Place.MACHINE, "no daemon runs here", claimed);
            }
            if (notebook.findings().isEmpty()) {
                notebook.fine(Place.MACHINE, "the kernel has those routes and rules of the file that it should have");
            }
        }

        private boolean nobodyRuns() {
            return subject.daemon() instanceof DaemonState.Absent
                    && subject.keepalived().isEmpty();
        }

        private List<RoutingEntry> of(VrrpInstance instance) {
            return planned.virtual().getOrDefault(instance.name(), List.of());
        }

        private void claim(List<RoutingEntry> entries, Set<Object> claimed) {
            entries.forEach(entry -> claimed.addAll(installed.matching(entry)));
        }

        private void missing(List<RoutingEntry> entries, Place place, String state, String whose) {
            List<RoutingEntry> gone = entries.stream()
                    .filter(entry -> installed.matching(entry).isEmpty())
                    .toList();
            if (!gone.isEmpty()) {
                notebook.add(Finding.of(
                        FindingId.ROUTING_MISSING,
                        place,
                        state + ", and the kernel does not have " + words(gone),
                        gone.size() + " of " + entries.size() + " routes and rules are missing",
                        "packets take another way, or none",
                        Remedy.advice("the daemon tries to add them every 5 s, and its log says what the kernel answers"
                                + (place.instances().isEmpty() ? "" : "; 'holdfast why " + whose + "' tells more"))));
            }
        }

        private void stale(List<RoutingEntry> entries, Place place, String state, Set<Object> claimed) {
            List<RoutingEntry> left = entries.stream()
                    .filter(RoutingEntry::isOfOwnProtocol) // others have made theirs for themselves
                    .filter(entry -> installed.matching(entry).stream().anyMatch(one -> !claimed.contains(one)))
                    .toList();
            if (!left.isEmpty()) {
                notebook.add(Finding.of(
                        FindingId.ROUTING_STALE,
                        place,
                        state + ", and the kernel has " + words(left),
                        left.size() + " of " + entries.size()
                                + " routes and rules are there, with the protocol 'keepalived' (18)",
                        "packets take a way that is the master's",
                        Remedy.command(left.stream()
                                .limit(MOST_NAMED)
                                .map(Comparison::removal)
                                .collect(Collectors.joining(" && ")))));
            }
        }

        /** What the list above names is removed, and nobody else's. */
        private static String removal(RoutingEntry entry) {
            return switch (entry) {
                case VirtualRoute route -> "ip " + option(route.route().family()) + "route del " + route + " proto 18";
                case VirtualRule rule ->
                    "ip " + option(rule.rule().family()) + "rule del priority "
                            + rule.rule().priority() + " protocol 18";
            };
        }

        private static String option(AddressFamily family) {
            return family == AddressFamily.IPV6 ? "-6 " : "";
        }
    }
}

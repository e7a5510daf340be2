package holdfast.vrrp.sim;

import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VrrpEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an engine has been told so far, and what follows from it for each of its routers: priority and faults, reckoned anew. */
final class Knowledge {
    private final NodePlans plans;
    private final SimulatedInterface[] interfaces;
    private final RouterView[] views;
    private final Map<TrackedObject, TrackStatus> known = new LinkedHashMap<>();
    private boolean maintained;

    Knowledge(NodePlans plans, SimulatedInterface[] interfaces, RouterView[] views) {
        this.plans = plans;
        this.interfaces = interfaces;
        this.views = views;
    }

    /** A process begins, and knows nothing. */
    void begin() {
        known.clear();
        maintained = false;
        for (SimulatedInterface link : interfaces) {
            link.nothingKnown();
        }
        recount();
    }

    /** The engine is about to hear of this. */
    void learns(VrrpEvent event) {
        boolean counts = true;
        if (event instanceof VrrpEvent.TrackedObjectChanged(TrackedObject object, TrackStatus status)) {
            known.put(object, status);
        } else if (event instanceof VrrpEvent.Maintenance(boolean on)) {
            maintained = on;
        } else if (event instanceof VrrpEvent.LinkChanged link) {
            interfaceOf(link.interfaceName()).known(link);
        } else if (event instanceof VrrpEvent.LinkGone(String interfaceName)) {
            interfaceOf(interfaceName).knownGone();
        } else if (event instanceof VrrpEvent.HearingChanged hearing) {
            interfaceOf(hearing.interfaceName()).known(hearing);
        } else {
            counts = false;
        }
        if (counts) {
            recount();
        }
    }

    private SimulatedInterface interfaceOf(String name) {
        int segment = 0;
        while (!RouterPlan.interfaceOf(segment).equals(name)) {
            segment++;
        }
        return interfaces[segment];
    }

    /** One member's fault is that of its whole sync group. */
    void recount() {
        NodePlan plan = plans.current();
        boolean anyFault = false;
        for (int router = 0; router < views.length; router++) {
            RouterPlan planned = plan.routers().get(router);
            List<Tracked> trackers = plan.grouped() ? plan.groupTrackers() : planned.trackers();
            views[router].recount(planned.priority(), trackers, known, maintained);
            views[router].faulty |= !interfaces[planned.segment()].isKnownFit();
            views[router].ledger.reconsider(planned, views[router].priority);
            anyFault |= views[router].faulty;
        }
        for (RouterView view : views) {
            view.faulty |= plan.grouped() && anyFault;
        }
    }
}

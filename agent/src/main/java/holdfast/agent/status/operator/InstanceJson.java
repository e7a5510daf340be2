package holdfast.agent.status.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.status.AddressStatus;
import holdfast.agent.status.ContributionStatus;
import holdfast.agent.status.InstanceSettings;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.LeaseStatus;
import holdfast.agent.status.PeerView;
import holdfast.linux.AddressText;
import holdfast.vrrp.RouterCounters;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** One instance of the status as JSON. */
final class InstanceJson {
    private InstanceJson() {}

    static ObjectNode of(InstanceStatus instance) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("instance", instance.name());
        object.put("state", instance.state().name());
        InstanceStatus.Entry entry = instance.entry();
        object.put("since", EventJson.time(entry.at()));
        object.put("sinceSeconds", Spans.seconds(entry.ago()));
        object.put("from", entry.from());
        object.put("cause", entry.cause());
        object.put("reason", entry.reason());
        ArrayNode chain = object.putArray("chain");
        entry.chain().forEach(chain::add);
        ArrayNode troubles = object.putArray("troubles");
        instance.troubles().forEach(troubles::add);
        settings(object, instance.settings());
        object.put("source", instance.source().map(AddressText::of).orElse(null));
        object.put("handedOver", instance.handedOver());
        object.put("handingOver", instance.handingOver());
        object.put("syncGroup", instance.syncGroup().orElse(null));
        priority(object.putObject("priority"), instance.priority());
        master(object, instance);
        ArrayNode addresses = object.putArray("addresses");
        instance.addresses().forEach(address -> address(addresses.addObject(), address));
        ArrayNode routing = object.putArray("routing");
        instance.routing()
                .forEach(one -> routing.addObject().put("entry", one.text()).put("present", one.present()));
        lease(object, instance);
        ArrayNode peers = object.putArray("peers");
        instance.peers().forEach(peer -> peer(peers.addObject(), peer));
        counters(object.putObject("counters"), instance.counters());
        return object;
    }

    private static void settings(ObjectNode object, InstanceSettings settings) {
        object.put("virtualRouterId", settings.vrid());
        object.put("family", settings.ipv6() ? "IPv6" : "IPv4");
        object.put("version", settings.version());
        object.put("interface", settings.interfaceName());
        object.put("sendingInterface", settings.sendingInterface());
        object.put("advertSeconds", Spans.seconds(settings.interval()));
        object.put("startsAsMaster", settings.startsAsMaster());
        object.put("preempt", settings.preempt());
        object.put("preemptDelaySeconds", Spans.seconds(settings.preemptDelay()));
        object.put("authenticated", settings.authenticated());
        object.put(
                "multicastGroup", settings.multicastGroup().map(AddressText::of).orElse(null));
        ArrayNode peers = object.putArray("unicastPeers");
        settings.unicastPeers().forEach(peer -> peers.add(AddressText.of(peer)));
    }

    private static void priority(ObjectNode object, InstanceStatus.Priority priority) {
        object.put("configured", priority.configured());
        object.put("effective", priority.effective());
        ArrayNode contributions = object.putArray("contributions");
        for (ContributionStatus contribution : priority.contributions()) {
            contributions
                    .addObject()
                    .put("type", contribution.type())
                    .put("name", contribution.name())
                    .put("weight", contribution.weight())
                    .put("reverse", contribution.reverse())
                    .put("ofGroup", contribution.ofGroup())
                    .put("status", contribution.status())
                    .put("change", contribution.change())
                    .put("fault", contribution.fault())
                    .put("text", contribution.words());
        }
    }

    private static void master(ObjectNode object, InstanceStatus instance) {
        if (instance.master().isEmpty()) {
            object.putNull("master");
            return;
        }
        InstanceStatus.Master master = instance.master().get();
        object.putObject("master")
                .put("address", AddressText.of(master.address()))
                .put("ourselves", master.ourselves())
                .put("priority", master.priority())
                .put("advertSeconds", Spans.seconds(master.interval()))
                .put("patienceSeconds", Spans.seconds(master.patience()));
    }

    private static void lease(ObjectNode object, InstanceStatus instance) {
        if (instance.lease().isEmpty()) {
            object.putNull("lease");
            return;
        }
        LeaseStatus lease = instance.lease().get();
        object.putObject("lease")
                .put("seconds", Spans.seconds(lease.length()))
                .put("leftSeconds", StatusJson.seconds(lease.left()).orElse(null))
                .put("removedAfterSeconds", Spans.seconds(lease.removal()))
                .put("takenAfterSeconds", Spans.seconds(lease.takeover()))
                .put("overlapSeconds", Spans.seconds(lease.overlap()));
    }

    private static void address(ObjectNode object, AddressStatus address) {
        object.put("address", AddressText.of(address.address()) + "/" + address.prefixLength());
        object.put("interface", address.interfaceName());
        object.put("present", address.present());
        object.put("leaseSeconds", StatusJson.seconds(address.lease()).orElse(null));
        object.put("leaseLeftSeconds", StatusJson.seconds(address.leaseLeft()).orElse(null));
    }

    private static void peer(ObjectNode object, PeerView peer) {
        object.put("address", AddressText.of(peer.address()));
        object.put("configured", peer.configured());
        object.put("speaking", peer.speaking());
        object.put("adverts", peer.adverts());
        if (peer.last().isEmpty()) {
            object.putNull("last");
        } else {
            PeerView.Heard heard = peer.last().get();
            object.putObject("last")
                    .put("agoSeconds", Spans.seconds(heard.ago()))
                    .put("priority", heard.priority())
                    .put("version", heard.version())
                    .put("advertSeconds", Spans.seconds(heard.interval()))
                    .put("checksum", heard.checksum());
        }
        object.put("rejected", peer.rejected());
        if (peer.lastError().isEmpty()) {
            object.putNull("lastError");
        } else {
            PeerView.Rejection error = peer.lastError().get();
            object.putObject("lastError")
                    .put("agoSeconds", Spans.seconds(error.ago()))
                    .put("reason", error.reason())
                    .put("detail", error.detail());
        }
    }

    private static void counters(ObjectNode object, RouterCounters counters) {
        object.put("advertsReceived", counters.advertisementsReceived());
        object.put("advertsSent", counters.advertisementsSent());
        object.put("becameMaster", counters.becameActive());
        object.put("releasedMaster", counters.releasedActive());
        object.put("priorityZeroReceived", counters.priorityZeroReceived());
        object.put("priorityZeroSent", counters.priorityZeroSent());
        object.put("lowerPriorityReceived", counters.lowerPriorityReceived());
        object.put("kernelRefusals", counters.refusals());
        ObjectNode rejected = object.putObject("rejected");
        counters.rejected().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> rejected.put(entry.getKey().text(), entry.getValue()));
        ArrayNode transitions = object.putArray("transitions");
        counters.transitions().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<RouterCounters.Entry, Long> entry) ->
                                entry.getKey().state())
                        .thenComparing(entry -> entry.getKey().cause()))
                .forEach(entry -> transitions
                        .addObject()
                        .put("to", entry.getKey().state().toUpperCase(Locale.ROOT))
                        .put("cause", entry.getKey().cause())
                        .put("count", entry.getValue()));
    }
}

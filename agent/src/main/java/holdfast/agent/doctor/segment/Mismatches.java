package holdfast.agent.doctor.segment;

import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Remedy;
import holdfast.conf.model.VrrpInstance;
import java.util.Optional;

/** What each difference between two nodes means, and what removes it; the same words however it was noticed. */
final class Mismatches {
    private Mismatches() {}

    /** What comes of a packet that is not believed. */
    static final String TWO_MASTERS = "each node drops the other's adverts: both are master";

    /** In a line. */
    static String what(FindingId id, String sender) {
        return switch (id) {
            case HEARD_PASSWORD -> sender + " sends another password than ours";
            case HEARD_AUTHENTICATION -> sender + " authenticates in another way than we do";
            case HEARD_VERSION -> sender + " speaks another version of VRRP than we do";
            case HEARD_INTERVAL ->
                sender + " advertises at another interval than we do, which version 2 does not accept";
            case HEARD_ADDRESSES -> sender + " advertises other virtual addresses than we do";
            case HEARD_TTL -> "adverts of " + sender + " arrive with a TTL that is not 255";
            case HEARD_DESTINATION -> sender + " sends its adverts to another destination than we expect";
            case HEARD_OWN_ADDRESS -> "adverts arrive with our own source address " + sender;
            case HEARD_STRANGER -> sender + " sends adverts and is no unicast_peer here";
            default -> "packets of " + sender + " are no adverts";
        };
    }

    /** What comes of it. */
    static String consequence(FindingId id) {
        return switch (id) {
            case HEARD_OWN_ADDRESS ->
                "a loop in the network, or another machine with our address: neither hears the other";
            case HEARD_STRANGER -> "its adverts are dropped: if it belongs to this virtual router, both are master";
            case HEARD_BROKEN -> "they are dropped: whoever sends them is not heard";
            default -> TWO_MASTERS;
        };
    }

    /** What to change. */
    static Remedy remedy(FindingId id, VrrpInstance instance, String file) {
        String block = "in vrrp_instance " + instance.name() + " of " + file + " and of the other node";
        String compare = "; 'holdfast check --pair' compares both files";
        return switch (id) {
            case HEARD_PASSWORD -> reload("give both nodes the same auth_pass " + block + compare);
            case HEARD_AUTHENTICATION ->
                reload("give both nodes the same 'authentication', best none: " + block + compare);
            case HEARD_VERSION ->
                reload("give both nodes the same version ('version " + instance.version() + "') " + block + compare);
            case HEARD_INTERVAL -> reload("give both nodes the same advert_int " + block + compare);
            case HEARD_ADDRESSES -> reload("give both nodes the same virtual_ipaddress list " + block + compare);
            case HEARD_TTL ->
                Remedy.advice(
                        "multicast adverts must not pass a router: connect both nodes to one segment, or use unicast_peer");
            case HEARD_DESTINATION ->
                reload("give both nodes unicast_peer, or neither; and the same group (mcast_dst_ip) " + block
                        + compare);
            case HEARD_OWN_ADDRESS ->
                Remedy.command(
                        "arping -D -I " + instance.interfaceName() + " -c 2 OUR-ADDRESS",
                        "answers if another machine has our address; else look for a loop between switch ports");
            case HEARD_STRANGER -> reload("add its address to unicast_peer " + block);
            default -> Remedy.command("tcpdump -n -vv -i " + instance.interfaceName() + " ip proto 112", "shows them");
        };
    }

    private static Remedy reload(String change) {
        return new Remedy(Optional.empty(), change + "; then 'holdfast reload'");
    }
}

package holdfast.agent.doctor;

import static holdfast.agent.doctor.Gravity.NOTE;
import static holdfast.agent.doctor.Gravity.OK;
import static holdfast.agent.doctor.Gravity.PROBLEM;
import static holdfast.agent.doctor.Gravity.WARNING;

/** The kinds of findings. Names and words stay the same: scripts and alerts go by them. docs/doctor.md explains each. */
public enum FindingId {
    /** Looked at, nothing wrong. */
    IN_ORDER("in-order", OK),

    /** The file has mistakes with which the daemon does not start. */
    CONFIGURATION_ERRORS("configuration-errors", PROBLEM),
    /** The file has mistakes with which it starts. */
    CONFIGURATION_WARNINGS("configuration-warnings", WARNING),
    /** The configuration asks for something that this machine does not have. */
    HOST("host", WARNING),

    /** Nobody keeps the addresses. */
    DAEMON_NOT_RUNNING("daemon-not-running", WARNING),
    /** The daemon does not answer. */
    DAEMON_SILENT("daemon-silent", PROBLEM),
    /** The daemon has another file. */
    DAEMON_OTHER_FILE("daemon-other-file", WARNING),
    /** The node keeps out of elections, as it was told. */
    MAINTENANCE("maintenance", WARNING),
    /** Two daemons, one file. */
    KEEPALIVED_BESIDE("keepalived-beside", PROBLEM),
    /** keepalived runs, Holdfast does not. */
    KEEPALIVED_RUNS("keepalived-runs", NOTE),
    /** An instance cannot take part. */
    INSTANCE_FAULT("instance-fault", PROBLEM),
    /** The daemon says what it cannot do. */
    INSTANCE_TROUBLE("instance-trouble", PROBLEM),
    /** An instance has not begun. */
    INSTANCE_WAITING("instance-waiting", NOTE),
    /** Others than root and the group may talk to the daemon. */
    CONTROL_SOCKET_OPEN("control-socket-open", WARNING),

    /** Switched off. */
    INTERFACE_DOWN("interface-down", PROBLEM),
    /** No cable, or nobody at its other end. */
    INTERFACE_NO_CARRIER("interface-no-carrier", PROBLEM),
    /** What a VLAN or the like sits on is switched off. */
    INTERFACE_PARENT_DOWN("interface-parent-down", PROBLEM),
    /** Multicast cannot be sent. */
    INTERFACE_NO_MULTICAST("interface-no-multicast", PROBLEM),
    /** An advert does not fit into a packet. */
    INTERFACE_MTU("interface-mtu", PROBLEM),
    /** A bridge that may keep groups back. */
    BRIDGE_SNOOPING("bridge-snooping", NOTE),
    /** A virtual network card that may not take a second MAC address. */
    VIRTUAL_MAC_FILTERED("virtual-mac-filtered", NOTE),

    /** Adverts of others are dropped here. */
    FIREWALL_ADVERTS_IN("firewall-adverts-in", PROBLEM),
    /** Our adverts are dropped here. */
    FIREWALL_ADVERTS_OUT("firewall-adverts-out", PROBLEM),
    /** Neighbours cannot find the address. */
    FIREWALL_NEIGHBOURS("firewall-neighbours", PROBLEM),
    /** Clients cannot reach a virtual server. */
    FIREWALL_SERVICE("firewall-service", PROBLEM),
    /** A rule that cannot be judged. */
    FIREWALL_UNSURE("firewall-unsure", NOTE),

    /** Two nodes say that they are master. */
    TWO_MASTERS("two-masters", PROBLEM),
    /** Another password. */
    HEARD_PASSWORD("heard-password", PROBLEM),
    /** Another kind of authentication. */
    HEARD_AUTHENTICATION("heard-authentication", PROBLEM),
    /** Another version of the protocol. */
    HEARD_VERSION("heard-version", PROBLEM),
    /** Another interval, which version 2 does not accept. */
    HEARD_INTERVAL("heard-interval", PROBLEM),
    /** Other virtual addresses. */
    HEARD_ADDRESSES("heard-addresses", PROBLEM),
    /** Adverts that came through a router, or from a node that sends them so. */
    HEARD_TTL("heard-ttl", PROBLEM),
    /** Multicast here, unicast there, or another group. */
    HEARD_DESTINATION("heard-destination", PROBLEM),
    /** Adverts with our own source address. */
    HEARD_OWN_ADDRESS("heard-own-address", PROBLEM),
    /** A node that is no peer by the file. */
    HEARD_STRANGER("heard-stranger", WARNING),
    /** Bytes that are no advert. */
    HEARD_BROKEN("heard-broken", WARNING),
    /** Another virtual router with our number. */
    VRID_DUPLICATE("vrid-duplicate", PROBLEM),
    /** Our addresses under another number. */
    VRID_DIFFERS("vrid-differs", PROBLEM),
    /** A virtual router that is none of ours. */
    VRID_UNKNOWN("vrid-unknown", NOTE),
    /** Adverts are on the wire, and the daemon does not hear them. */
    ADVERTS_NOT_ARRIVING("adverts-not-arriving", PROBLEM),
    /** The daemon is master, and no advert of it is on the wire. */
    ADVERTS_NOT_LEAVING("adverts-not-leaving", PROBLEM),
    /** A peer that does not answer. */
    PEER_UNREACHABLE("peer-unreachable", WARNING),
    /** A peer that answers pings, and was never heard. */
    PEER_SILENT("peer-silent", NOTE),

    /** The master does not have the address. */
    VIP_MISSING("vip-missing", PROBLEM),
    /** A node that is not master has the address. */
    VIP_STALE("vip-stale", PROBLEM),
    /** The address is on another interface. */
    VIP_ELSEWHERE("vip-elsewhere", WARNING),
    /** The address is on lo of a director. */
    VIP_ON_LO("vip-on-lo", WARNING),
    /** The address has another prefix length. */
    VIP_PREFIX("vip-prefix", WARNING),
    /** Duplicate address detection has put the address out of use. */
    VIP_DUPLICATE_DETECTED("vip-duplicate-detected", PROBLEM),
    /** Somebody else answers for the address. */
    VIP_HELD_BY_OTHER("vip-held-by-other", PROBLEM),
    /** The master is there, and nobody answers for the address. */
    VIP_UNANSWERED("vip-unanswered", WARNING),
    /** Somebody answers, and it cannot be told whether that is the other node. */
    VIP_HOLDER_UNKNOWN("vip-holder-unknown", NOTE),

    /** The kernel lacks routes or rules that it should have. */
    ROUTING_MISSING("routing-missing", PROBLEM),
    /** The kernel has routes or rules of a master, and this node is none. */
    ROUTING_STALE("routing-stale", PROBLEM),
    /** A route needs an interface that is not there or down. */
    ROUTING_INTERFACE("routing-interface", PROBLEM),
    /** A route's next router cannot be reached. */
    ROUTING_GATEWAY("routing-gateway", WARNING),

    /** NAT without forwarding. */
    FORWARDING_OFF("forwarding-off", PROBLEM),
    /** A program listens on a virtual address. */
    NONLOCAL_BIND("nonlocal-bind", WARNING),
    /** Router advertisements are ignored by a host that forwards. */
    ACCEPT_RA("accept-ra", NOTE),
    /** Settings cannot be changed. */
    SETTINGS_READ_ONLY("settings-read-only", WARNING),

    /** The kernel has no IPVS. */
    IPVS_MISSING("ipvs-missing", PROBLEM),
    /** The kernel has no such scheduler. */
    IPVS_SCHEDULER("ipvs-scheduler", PROBLEM),
    /** Connections of NAT are not known to a firewall that goes by them. */
    IPVS_CONNTRACK("ipvs-conntrack", NOTE),
    /** A real server that is not prepared. */
    REAL_SERVER("real-server", WARNING),

    /** systemd-networkd removes addresses. */
    NETWORKD_REMOVES("networkd-removes", WARNING),
    /** NetworkManager manages the interface. */
    NETWORKMANAGER_MANAGES("networkmanager-manages", NOTE),
    /** The clock is on its own. */
    CLOCK_UNSYNCHRONISED("clock-unsynchronised", NOTE),
    /** The daemon may not do what it must. */
    CAPABILITY_MISSING("capability-missing", PROBLEM);

    private final String word;
    private final Gravity gravity;

    FindingId(String word, Gravity gravity) {
        this.word = word;
        this.gravity = gravity;
    }

    /** Its name in reports. */
    public String word() {
        return word;
    }

    /** How bad it usually is. */
    public Gravity gravity() {
        return gravity;
    }
}

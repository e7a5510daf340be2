package holdfast.drill.lab;

import java.util.List;

/** One network of the lab: a bridge in the switch's namespace. Hosts get onto it with {@link Host#plug}. */
public final class Bridge {
    private final Host switchHost;
    private final String name;

    Bridge(Host switchHost, String name) {
        this.switchHost = switchHost;
        this.name = name;
    }

    /** Creates the bridge device; snooping off, or it would hold multicast back for a minute. */
    void create() {
        switchHost.ip(List.of(
                "link", "add", name, "type", "bridge", "mcast_snooping", "0", "forward_delay", "0", "stp_state", "0"));
        switchHost.ip(List.of("link", "set", name, "up"));
    }

    /**
     * The name of the bridge device.
     *
     * @return a name that is unique within the switch
     */
    public String name() {
        return name;
    }

    /**
     * Makes a host unable to talk to other hosts that are set apart as well; everybody else still reaches all of them, and
     * no link goes down. Setting two nodes apart is a partition between them.
     *
     * @param host a host plugged into this bridge
     * @param apart whether it is set apart from now on
     */
    public void setApart(Host host, boolean apart) {
        Command.run(List.of(
                "bridge",
                "-n",
                switchHost.namespace(),
                "link",
                "set",
                "dev",
                host.port(this),
                "isolated",
                apart ? "on" : "off"));
    }
}

package holdfast.agent.doctor.machine;

import holdfast.linux.InterfaceInfo;
import holdfast.linux.LinuxException;
import holdfast.linux.MacAddress;
import holdfast.linux.PacketReceiver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The network as a node meets it. */
public interface Wire {
    /**
     * Asks who has some addresses, and changes nobody's mind about it.
     *
     * @param link where to ask
     * @param addresses whose holders are wanted
     * @return the MAC addresses that answered for each, without this interface's own; nothing for those nobody answered for
     * @throws LinuxException when it cannot be asked
     */
    Map<InetAddress, Set<MacAddress>> holders(InterfaceInfo link, Collection<InetAddress> addresses)
            throws LinuxException;

    /**
     * Which addresses answer an echo request within a second.
     *
     * @param link by which interface link-local addresses are asked
     * @param addresses whom to ask
     * @throws LinuxException when nobody can be asked
     */
    Set<InetAddress> answering(InterfaceInfo link, Collection<InetAddress> addresses) throws LinuxException;

    /**
     * Listens to VRRP.
     *
     * @param links where
     * @param time how long
     * @param frames takes each frame and the name of its interface
     * @throws LinuxException when it cannot listen
     */
    void listen(Collection<InterfaceInfo> links, Duration time, BiConsumer<String, PacketReceiver.Frame> frames)
            throws LinuxException;
}

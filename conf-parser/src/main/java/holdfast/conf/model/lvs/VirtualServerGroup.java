package holdfast.conf.model.lvs;

import holdfast.conf.model.AddressFamily;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A {@code virtual_server_group} block.
 *
 * @param name its name
 * @param members its lines, in the order of the file
 */
public record VirtualServerGroup(String name, List<Member> members) {
    /** Copies the list. */
    public VirtualServerGroup {
        members = List.copyOf(members);
    }

    /** A line of a group. */
    public sealed interface Member {}

    /**
     * Addresses from one to another, both included.
     *
     * @param first the first
     * @param last the last, of the same family; the first itself when the line names one address
     * @param port 1 to 65535, or 0: all ports
     */
    public record Addresses(InetAddress first, InetAddress last, int port) implements Member {}

    /**
     * Packets with a mark.
     *
     * @param mark 0 to 4294967295
     * @param family the family of these packets, if the line says
     */
    public record Mark(long mark, Optional<AddressFamily> family) implements Member {}
}

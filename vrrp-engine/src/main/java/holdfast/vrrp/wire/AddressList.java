package holdfast.vrrp.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses of an advertisement in their order, kept as the bytes of the packet: comparing two lists allocates
 * nothing.
 */
public final class AddressList {
    /** The count field has eight bits (RFC 9568, 5.2.5). */
    public static final int MOST = 255;

    private final AddressFamily family;
    private final byte[] bytes;

    private AddressList(AddressFamily family, byte[] bytes) {
        this.family = family;
        this.bytes = bytes;
    }

    /**
     * A list of the given addresses.
     *
     * @throws IllegalArgumentException if an address is of the other family, or there are more than {@value #MOST}
     */
    public static AddressList of(AddressFamily family, List<InetAddress> addresses) {
        if (addresses.size() > MOST) {
            throw new IllegalArgumentException(addresses.size() + " addresses; a packet can list " + MOST);
        }
        ByteBuffer packed = ByteBuffer.allocate(addresses.size() * family.addressBytes());
        for (InetAddress address : addresses) {
            if (AddressFamily.of(address) != family) {
                throw new IllegalArgumentException(address.getHostAddress() + " is not an " + family + " address");
            }
            packed.put(address.getAddress());
        }
        return new AddressList(family, packed.array());
    }

    static AddressList read(AddressFamily family, ByteBuffer message, int offset, int count) {
        byte[] bytes = new byte[count * family.addressBytes()];
        message.get(offset, bytes);
        return new AddressList(family, bytes);
    }

    void write(ByteBuffer to, int offset) {
        to.put(offset, bytes);
    }

    /** The family of all addresses here. */
    public AddressFamily family() {
        return family;
    }

    /** How many addresses: 0..255. */
    public int size() {
        return bytes.length / family.addressBytes();
    }

    /** The addresses, in the order of the packet. */
    public List<InetAddress> toList() {
        List<InetAddress> addresses = new ArrayList<>(size());
        for (int at = 0; at < bytes.length; at += family.addressBytes()) {
            addresses.add(address(at));
        }
        return List.copyOf(addresses);
    }

    private InetAddress address(int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + family.addressBytes()));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Whether both lists hold the same addresses, in any order. */
    public boolean holdsSameAs(AddressList other) {
        return equals(other)
                || (family == other.family
                        && bytes.length == other.bytes.length
                        && holdsAllOf(other)
                        && other.holdsAllOf(this));
    }

    /** Whether one of the other's addresses is here, too. */
    public boolean holdsAnyOf(AddressList other) {
        for (int theirs = 0; family == other.family && theirs < other.bytes.length; theirs += family.addressBytes()) {
            if (holds(other, theirs)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsAllOf(AddressList other) {
        for (int theirs = 0; theirs < other.bytes.length; theirs += family.addressBytes()) {
            if (!holds(other, theirs)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(AddressList other, int theirs) {
        int width = family.addressBytes();
        for (int ours = 0; ours < bytes.length; ours += width) {
            if (Arrays.equals(bytes, ours, ours + width, other.bytes, theirs, theirs + width)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressList that && family == that.family && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return toList().stream().map(InetAddress::getHostAddress).toList().toString();
    }
}

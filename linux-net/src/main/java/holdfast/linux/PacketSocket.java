package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;

/**
 * Sends ready-made Ethernet frames (packet(7)). One is enough for a whole program, and it should live as long: closing a
 * packet socket takes the kernel 8 ms and more. It receives nothing (protocol 0).
 */
public final class PacketSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    private static final int MAX_FRAME = 2048;
    private static final int ETHER_TYPE_OFFSET = 12;

    private final Descriptor descriptor;
    private final NativeMemory frame = new NativeMemory(MAX_FRAME);
    private final NativeMemory destination = new NativeMemory(Sockaddr.LINK_LAYER_SIZE);

    private PacketSocket(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens the socket.
     *
     * @throws LinuxException EPERM without CAP_NET_RAW
     */
    public static PacketSocket open() throws LinuxException {
        return new PacketSocket(Descriptor.socket(AF_PACKET, SOCK_RAW, 0, "packet socket"));
    }

    /**
     * Sends one frame.
     *
     * @param interfaceIndex where it leaves
     * @param bytes the frame from the destination address on, 14 to 2048 bytes
     * @return taken by the kernel, or refused and why: ENETDOWN, ENXIO for a deleted interface, ENOBUFS
     */
    public SendOutcome send(int interfaceIndex, byte[] bytes) {
        if (bytes.length <= ETHER_TYPE_OFFSET + 1 || bytes.length > MAX_FRAME) {
            return new SendOutcome.Refused(Errno.EMSGSIZE);
        }
        frame.buffer().put(0, bytes);
        int etherType = (bytes[ETHER_TYPE_OFFSET] & 0xFF) << 8 | (bytes[ETHER_TYPE_OFFSET + 1] & 0xFF);
        Sockaddr.putLinkLayer(destination.buffer(), interfaceIndex, etherType);
        return SendResults.of(LibC.sendto(
                descriptor.number(),
                frame.address(),
                bytes.length,
                MSG_DONTWAIT_NOSIGNAL,
                destination.address(),
                Sockaddr.LINK_LAYER_SIZE));
    }

    @Override
    public void close() {
        descriptor.close();
    }
}

package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.util.HexFormat;
import java.util.function.Predicate;

/** The frames of one EtherType that an interface receives, as hexadecimal text (packet(7)). */
final class FrameCapture implements AutoCloseable {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86DD;

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;

    private final Descriptor descriptor;
    private final NativeMemory frame = new NativeMemory(2048);

    private FrameCapture(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    static FrameCapture open(int interfaceIndex, int etherType) throws LinuxException {
        Descriptor descriptor = Descriptor.socket(AF_PACKET, SOCK_RAW, 0, "capture");
        NativeMemory address = new NativeMemory(Sockaddr.LINK_LAYER_SIZE);
        Sockaddr.putLinkLayer(address.buffer(), interfaceIndex, etherType);
        Descriptor.check(
                LibC.bind(descriptor.number(), address.address(), Sockaddr.LINK_LAYER_SIZE), "bind", "capture");
        return new FrameCapture(descriptor);
    }

    /** The first of the frames received so far that is wanted. */
    String first(Predicate<String> wanted) throws LinuxException {
        while (true) {
            int length = (int) Descriptor.check(
                    LibC.recv(descriptor.number(), frame.address(), frame.size(), 0), "recv", "capture");
            byte[] bytes = new byte[length];
            frame.buffer().get(0, bytes);
            String text = HexFormat.of().formatHex(bytes);
            if (wanted.test(text)) {
                return text;
            }
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}

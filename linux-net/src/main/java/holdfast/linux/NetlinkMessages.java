package holdfast.linux;

import java.nio.ByteBuffer;

/**
 * The messages of one datagram, one after another (netlink(7), struct nlmsghdr, NLMSG_NEXT). A message whose length is less than that of its
 * header, or reaches beyond the datagram, is none, and nothing is looked for behind it.
 */
final class NetlinkMessages {
    /** The length of a header. */
    static final int HEADER = 16;

    /** NLMSG_DONE (linux/netlink.h). */
    static final int DONE = 3;

    private static final int ERROR = 2; // NLMSG_ERROR, an acknowledgement too
    private static final int TYPE = 4;
    private static final int FLAGS = 6;
    private static final int SEQUENCE = 8;
    private static final int NLM_F_CAPPED = 0x100;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;

    private final ByteBuffer bytes;
    private final int length;
    private int at;
    private int end;

    /**
     * Stands before the first.
     *
     * @param bytes begin with the datagram, in the byte order of the machine
     * @param length of the datagram
     */
    NetlinkMessages(ByteBuffer bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** Goes to the next one; false when there is none. */
    boolean next() {
        int following = (end + 3) & ~3;
        if (following > length - HEADER) {
            return false;
        }
        int size = bytes.getInt(following);
        if (size < HEADER || size > length - following) {
            return false;
        }
        at = following;
        end = following + size;
        return true;
    }

    int type() {
        return bytes.getShort(at + TYPE) & 0xFFFF;
    }

    boolean has(int flag) {
        return (bytes.getShort(at + FLAGS) & flag) != 0;
    }

    int sequence() {
        return bytes.getInt(at + SEQUENCE);
    }

    /** Where it begins behind its header. */
    int start() {
        return at + HEADER;
    }

    /** Where it ends. */
    int end() {
        return end;
    }

    /** Whether it says how a request ended (struct nlmsgerr): {@link #error()} is there. */
    boolean isError() {
        return type() == ERROR && end - start() >= Integer.BYTES;
    }

    /**
     * The error number at the end of a dump ({@link #DONE}): why the kernel broke it off; 0 when the table is whole. Kernels since 4.20 say so (netlink_dump in
     * net/netlink/af_netlink.c), those before send 0 or nothing.
     */
    int endError() {
        int number = end - start() >= Integer.BYTES ? bytes.getInt(start()) : 0;
        return number < 0 ? -number : 0;
    }

    /** The error number of {@link #isError()}; 0 for none. */
    int error() {
        return -bytes.getInt(start());
    }

    /** The kernel's own words about {@link #error()}, in attributes behind the request's header or all of the request; or null. */
    String explanation() {
        int echo = start() + Integer.BYTES;
        if (!has(NLM_F_ACK_TLVS) || end - echo < HEADER) {
            return null;
        }
        int echoed = has(NLM_F_CAPPED) ? HEADER : bytes.getInt(echo);
        if (echoed < HEADER || echoed > end - echo) {
            return null;
        }
        String[] words = new String[1];
        RouteDecoder.attributes(bytes, echo + echoed, end, (type, value, size) -> {
            if (type == NLMSGERR_ATTR_MSG) {
                words[0] = RouteDecoder.string(bytes, value, size);
            }
        });
        return words[0];
    }
}

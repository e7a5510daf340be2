package holdfast.check;

import holdfast.linux.ChannelOptions;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;

/** Makes packets leave as a {@link Target} asks for: {@code bindto}, {@code bind_port}, {@code bind_if}, {@code fwmark}. Each loop has its own. */
final class SourceBinding {
    private ChannelOptions options;

    /** Applies it to a channel that has just been opened. */
    void bind(NetworkChannel channel, Target target) throws IOException {
        if (target.fwmark() != 0) {
            options().mark(channel, target.fwmark());
        }
        if (target.bindInterface().isPresent()) {
            options().bindToDevice(channel, target.bindInterface().get());
        }
        if (target.bindTo().isEmpty() && target.bindPort().isEmpty()) {
            return;
        }
        if (target.bindPort().isPresent()) { // else the try before would keep the port for a minute
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        }
        InetAddress any =
                InetAddress.getByAddress(new byte[target.address().getAddress().getAddress().length]);
        channel.bind(new InetSocketAddress(
                scoped(target.bindTo().orElse(any), target), target.bindPort().orElse(0)));
    }

    /** A link-local address means something only together with its interface: {@code bind_if}. */
    static InetAddress scoped(InetAddress address, Target target) throws IOException {
        if (address instanceof Inet6Address six
                && six.isLinkLocalAddress()
                && six.getScopeId() == 0
                && target.bindInterface().isPresent()) {
            NetworkInterface leaving =
                    NetworkInterface.getByName(target.bindInterface().get());
            return leaving == null ? address : Inet6Address.getByAddress(null, six.getAddress(), leaving);
        }
        return address;
    }

    private ChannelOptions options() {
        if (options == null) {
            options = new ChannelOptions();
        }
        return options;
    }
}

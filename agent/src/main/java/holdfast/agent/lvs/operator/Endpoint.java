package holdfast.agent.lvs.operator;

import holdfast.linux.AddressText;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as people write it for ipvsadm(8): {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}, or without a port.
 *
 * @param address never looked up by name
 * @param port 0 to 65535; empty: not said
 */
record Endpoint(InetAddress address, OptionalInt port) {
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]+)](?::([0-9]{1,5}))?");
    private static final Pattern PLAIN = Pattern.compile("([0-9.]+):([0-9]{1,5})");

    /** Reads one; empty when the word is no address. */
    static Optional<Endpoint> parse(String word) {
        for (Pattern pattern : new Pattern[] {BRACKETS, PLAIN}) {
            Matcher matcher = pattern.matcher(word);
            if (matcher.matches()) {
                return of(matcher.group(1), Optional.ofNullable(matcher.group(2)));
            }
        }
        return of(word, Optional.empty());
    }

    private static Optional<Endpoint> of(String address, Optional<String> port) {
        OptionalInt number = port.isPresent() ? OptionalInt.of(Integer.parseInt(port.get())) : OptionalInt.empty();
        if (number.orElse(0) > 65_535) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Endpoint(InetAddress.ofLiteral(address), number));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a name, or a slip of the finger
        }
    }

    boolean matches(InetAddress otherAddress, int otherPort) {
        return address.equals(otherAddress) && (port.isEmpty() || port.getAsInt() == otherPort);
    }

    /** As ipvsadm prints it. */
    static String text(InetAddress address, int port) {
        String host = AddressText.of(address);
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}

package holdfast.conf.model;

import java.util.Optional;

/**
 * A line of {@code static_ipaddress}: an address that stays on the machine.
 *
 * @param address the address; without {@code dev} it is on {@code default_interface}
 * @param trackGroup {@code track_group}: whose instances go to fault when it disappears
 */
public record StaticAddress(VirtualIpAddress address, Optional<String> trackGroup) {}

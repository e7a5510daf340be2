package holdfast.conf.model;

import java.util.OptionalLong;

/**
 * A number that may be written as a name from a file of iproute2: a routing table, protocol, scope, realm or type of
 * service. The parser knows the names that are the same everywhere ({@code main} is table 254); the others are looked up
 * on the machine.
 *
 * @param text as it was written
 * @param number 0 to 4294967295; empty: a name to look up
 */
public record NamedNumber(String text, OptionalLong number) {}

package holdfast.conf.model;

/**
 * A {@code bfd_instance} that is left out because it cannot run, and that counts as a session that is down for ever where it is named: so
 * keepalived 2.2.7 reads it. There is none in a configuration read as it was meant, where nothing tracks what is left out.
 *
 * @param name its name
 * @param weight default for {@code track_bfd}, -253 to 253
 * @param reverse whether the sense of the weight is turned round
 * @param forVrrp whether virtual routers can track it
 * @param forCheckers whether health checkers can
 */
public record DroppedBfd(String name, int weight, boolean reverse, boolean forVrrp, boolean forCheckers) {}

package holdfast.vrrp.sim;

/**
 * How reliable a network is. Packets overtake each other where the delay varies.
 *
 * @param loss probability that a receiver does not get a packet
 * @param duplication probability that it gets it twice
 * @param damage probability that a bit of it is wrong, that it comes from further away than the link, or back to its sender
 * @param leastDelayNanos until it arrives
 * @param greatestDelayNanos until it arrives
 */
record Weather(double loss, double duplication, double damage, long leastDelayNanos, long greatestDelayNanos) {
    /** Everything arrives, at once. */
    static final Weather PERFECT = new Weather(0, 0, 0, 0, 0);
}

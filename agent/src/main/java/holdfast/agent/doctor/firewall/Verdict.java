package holdfast.agent.doctor.firewall;

/** What becomes of a packet. */
public sealed interface Verdict {
    /** No rule is in its way. */
    record Passes() implements Verdict {}

    /**
     * It is dropped.
     *
     * @param base the chain that the kernel calls
     * @param why the rule or the policy that decides
     */
    record Dropped(Chain base, String why) implements Verdict {}

    /**
     * A rule decides that cannot be judged without the packet.
     *
     * @param base the chain that the kernel calls
     * @param rule as its tool prints it
     * @param drops whether the packet is dropped if the rule does not say otherwise
     */
    record Unsure(Chain base, String rule, boolean drops) implements Verdict {}
}

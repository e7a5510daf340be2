/**
 * Whether the packet filter of this node lets a packet pass: rules of nftables and iptables as values, and a packet followed through them. What
 * a rule tests that cannot be known from here makes the answer {@link holdfast.agent.doctor.firewall.Verdict.Unsure}, never a guess.
 */
package holdfast.agent.doctor.firewall;

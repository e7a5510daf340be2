/**
 * What can be seen of a pair of nodes from outside: packets at the switch, addresses of the nodes, answers to a client.
 *
 * <p>{@link holdfast.drill.measure.Observation} collects {@link holdfast.drill.measure.Fact}s from reader threads of its own
 * and hands out immutable snapshots to any thread. Packets are decoded by {@link holdfast.drill.measure.FrameDecoder}, which
 * deliberately shares no code with the agent's codec: a mistake there must not hide itself. No class here reads an agent's
 * log. All times are wall-clock {@link java.time.Instant}s of this machine; packets carry the kernel's.
 */
package holdfast.drill.measure;

/**
 * The other end of LVS-DR and LVS-TUN: a real server that takes packets to the virtual address without saying so on the network ({@code
 * holdfast real-server}).
 *
 * <p>{@link holdfast.agent.realserver.Preparation} and {@link holdfast.agent.realserver.Withdrawal} change the machine through {@link
 * holdfast.agent.realserver.RealServerKernel}, {@link holdfast.agent.realserver.Inspection} only looks. One thread, no daemon.
 */
package holdfast.agent.realserver;

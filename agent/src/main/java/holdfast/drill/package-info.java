/**
 * {@code holdfast drill}: a pair of real agents in a lab of network namespaces, put through the troubles they exist for, and
 * judged from outside.
 *
 * <p>{@link holdfast.drill.DrillCommand} is the entry point, called by the command line on its main thread; the daemon never
 * touches this package. {@code plan} works out what to expect, {@code lab} builds the network, {@code measure} watches it,
 * {@code scenario} makes the trouble and judges, {@code report} writes down what happened.
 */
package holdfast.drill;

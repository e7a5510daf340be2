/** The daemon. */
package holdfast.agent;

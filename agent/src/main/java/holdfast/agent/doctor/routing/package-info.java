/** Routes and rules of the file, and those of the kernel. */
package holdfast.agent.doctor.routing;

/** Planned operation: handing mastership over, maintenance, and a new process in the place of this one; asked for over the control socket. */
package holdfast.agent.operation;

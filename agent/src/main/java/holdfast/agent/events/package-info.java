/**
 * What happened: {@link holdfast.agent.events.Journal} keeps the last few thousand events of the daemon in memory, numbered, with their
 * times and causes.
 *
 * <p>Any thread of the daemon appends, without waiting and without a lock. Whoever wants to follow keeps the number of the last event it
 * has seen and asks for those after it, on a thread of its own: a slow reader loses events, notices by the numbers, and holds nobody up. No
 * secret is in an event: neither a password nor a script's environment.
 */
package holdfast.agent.events;

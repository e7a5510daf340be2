/** {@code --event-hook}: a program that is called for every event of the daemon (docs/decisions/0009-event-hook.md). */
package holdfast.agent.hook;

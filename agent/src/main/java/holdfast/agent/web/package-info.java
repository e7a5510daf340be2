/**
 * The listener ({@code --listen}): metrics and the web page, read only. {@link holdfast.agent.web.WebServer} keeps the JDK's HTTP server
 * within bounds, {@link holdfast.agent.web.Site} says what is where. Its threads ask the daemon as everybody else does and never touch the VRRP
 * loop; nothing of this is loaded without the option.
 *
 * <p>Why the JDK's server: docs/decisions/0010-listener.md.
 */
package holdfast.agent.web;

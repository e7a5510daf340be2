package holdfast.ipvs;

import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsSyncDaemon;
import java.time.Duration;
import java.util.Optional;

/** What is to be done, in this order; requests that follow each other may go to the kernel in one batch. */
public sealed interface BalancingEffect {
    /**
     * Change the table; a refusal comes back as {@link BalancingEvent.Refused}.
     *
     * @param request how
     */
    record Ipvs(IpvsRequest request) implements BalancingEffect {}

    /** Read the kernel's table and come back with {@link BalancingEvent.TableRead}: it is not as it was believed to be. */
    record ReadTable() implements BalancingEffect {}

    /**
     * Tell the other director of all connections, as a sync daemon would: the kernel's forgets what it has not sent yet when it ends.
     *
     * @param daemon that ends, or is about to
     * @param telling whether this comes again
     * @param longest how long it may take
     */
    record TellConnections(IpvsSyncDaemon daemon, Telling telling, Duration longest) implements BalancingEffect {}

    /** How often connections are told. */
    enum Telling {
        /** There will be others, which come later. */
        FOR_NOW,
        /** The kernel's daemon ends now. */
        FOR_THE_LAST_TIME
    }

    /**
     * Run a script exactly as it is configured; nothing is added to its arguments.
     *
     * @param script the name that the plan has for it
     */
    record Notify(String script) implements BalancingEffect {}

    /**
     * A virtual server has its quorum or lost it, or one of its real servers is up or down: write a line to {@code lvs_notify_fifo} and {@code
     * notify_fifo}.
     *
     * @param realServer {@code [10.1.0.11]:tcp:80}; empty when it is about the virtual server
     * @param virtualServer {@code [10.1.0.1]:tcp:80}
     * @param up what it is now
     */
    record Fifo(Optional<String> realServer, String virtualServer, boolean up) implements BalancingEffect {
        /** Keepalived's line without its end: {@code VS [10.1.0.1]:tcp:80 UP}. */
        public String line() {
            return realServer.map(server -> "RS " + server + " ").orElse("VS ")
                    + virtualServer
                    + (up ? " UP" : " DOWN");
        }
    }

    /**
     * Send mail.
     *
     * @param object what it is about: the beginning of the subject, without {@code [router_id] } before it
     * @param up whether that is up now
     * @param body one sentence between arrows, and maybe a reason two lines below it; lines end with {@code \n}
     */
    record Mail(String object, boolean up, String body) implements BalancingEffect {
        /** The subject, without {@code [router_id] } before it. */
        public String subject() {
            return object + (up ? " - UP" : " - DOWN");
        }
    }

    /**
     * Write a line.
     *
     * @param severity how much it matters
     * @param text in keepalived's shape, and the reason behind it
     */
    record Log(Severity severity, String text) implements BalancingEffect {}

    /**
     * {@code ha_suspend}: let the checks of a virtual server rest. They run unless this was said.
     *
     * @param virtualServer {@link VirtualServer#id()}
     */
    record SuspendChecks(String virtualServer) implements BalancingEffect {}

    /**
     * Let them go on.
     *
     * @param virtualServer {@link VirtualServer#id()}
     */
    record ResumeChecks(String virtualServer) implements BalancingEffect {}

    /** How much a line matters. */
    enum Severity {
        /** Something changed. */
        INFO,
        /** Something is not as it should be. */
        WARNING,
        /** Something is not served. */
        ERROR
    }
}

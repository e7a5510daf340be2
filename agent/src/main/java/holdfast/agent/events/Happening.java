package holdfast.agent.events;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What can happen to a daemon. */
public sealed interface Happening {
    /** For programs: one lower-case word, with dashes. */
    String kind();

    /** For people: one sentence without full stop. */
    String words();

    /** The instance or sync group it is about; empty text when it is about none alone. */
    default String subject() {
        return "";
    }

    /** Whose state changed. */
    enum Scope {
        /** A {@code vrrp_instance}. */
        INSTANCE,
        /** A {@code vrrp_sync_group}. */
        GROUP
    }

    /**
     * An instance or sync group came into another state.
     *
     * @param scope which of them
     * @param subject its name
     * @param from {@code INIT}, {@code BACKUP}, {@code MASTER} or {@code FAULT}
     * @param to one of these, {@code STOP} or {@code DELETED}
     * @param priority the effective priority; 0 for groups
     * @param cause for programs, such as {@code silence}
     * @param reason for people
     * @param chain what led to it, the first cause first, the change of state last
     */
    record StateChanged(
            Scope scope,
            String subject,
            String from,
            String to,
            int priority,
            String cause,
            String reason,
            List<String> chain)
            implements Happening {
        /** Copies the list. */
        public StateChanged {
            chain = List.copyOf(chain);
        }

        @Override
        public String kind() {
            return "state";
        }

        @Override
        public String words() {
            return (scope == Scope.GROUP ? "group " : "") + subject + ": " + from + " to " + to + " (" + reason + ")";
        }
    }

    /**
     * The effective priority of an instance changed.
     *
     * @param subject the instance
     * @param from before
     * @param to now
     * @param because what made it, in words; empty when nothing in particular
     */
    record PriorityChanged(String subject, int from, int to, String because) implements Happening {
        @Override
        public String kind() {
            return "priority";
        }

        @Override
        public String words() {
            return subject + ": effective priority " + from + " to " + to
                    + (because.isEmpty() ? "" : " (" + because + ")");
        }
    }

    /**
     * A tracked thing is known for the first time, or changed.
     *
     * @param type {@code script}, {@code file}, {@code process}, {@code bfd}
     * @param name its name
     * @param status {@code good}, {@code bad}, {@code unknown}, or the number in a file
     * @param words in words, with the reason
     */
    record TrackedChanged(String type, String name, String status, String words) implements Happening {
        @Override
        public String kind() {
            return "tracked";
        }
    }

    /**
     * A network interface came up, went down or disappeared.
     *
     * @param interfaceName its name
     * @param state {@code up}, {@code down}, {@code gone}
     */
    record LinkChanged(String interfaceName, String state) implements Happening {
        @Override
        public String kind() {
            return "link";
        }

        @Override
        public String words() {
            return "interface " + interfaceName + " " + (state.equals("gone") ? "is gone" : state);
        }
    }

    /**
     * Virtual addresses changed.
     *
     * @param subject the instance
     * @param change what became of them
     * @param count how many
     * @param addresses the first of them, with prefix length and interface
     * @param detail why, or empty
     */
    record AddressesChanged(String subject, AddressChange change, int count, List<String> addresses, String detail)
            implements Happening {
        /** So many addresses are named. */
        public static final int NAMED = 8;

        /** Keeps the first addresses. */
        public AddressesChanged {
            addresses = List.copyOf(addresses.subList(0, Math.min(NAMED, addresses.size())));
        }

        @Override
        public String kind() {
            return "address";
        }

        @Override
        public String words() {
            int more = count - addresses.size();
            return subject + ": " + change.name().toLowerCase(Locale.ROOT) + " " + String.join(", ", addresses)
                    + (more > 0 ? " and " + more + " more" : "") + (detail.isEmpty() ? "" : " (" + detail + ")");
        }
    }

    /**
     * Routes or rules changed.
     *
     * @param subject the instance; empty for static ones
     * @param change what became of them
     * @param count how many
     * @param entries the first of them
     * @param detail why, or empty
     */
    record RoutingChanged(String subject, RoutingChange change, int count, List<String> entries, String detail)
            implements Happening {
        /** Keeps the first ones. */
        public RoutingChanged {
            entries = List.copyOf(entries.subList(0, Math.min(AddressesChanged.NAMED, entries.size())));
        }

        @Override
        public String kind() {
            return "routing";
        }

        @Override
        public String words() {
            int more = count - entries.size();
            return (subject.isEmpty() ? "static" : subject) + ": "
                    + change.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + String.join(", ", entries)
                    + (more > 0 ? " and " + more + " more" : "") + (detail.isEmpty() ? "" : " (" + detail + ")");
        }
    }

    /**
     * Another router of the same VRID is heard, or is not heard any more.
     *
     * @param subject the instance
     * @param peer its address
     * @param heard whether it is heard
     * @param priority what it advertises, or did
     * @param silence for how long it was not heard; zero when it is
     */
    record PeerChanged(String subject, String peer, boolean heard, int priority, Duration silence)
            implements Happening {
        @Override
        public String kind() {
            return "peer";
        }

        @Override
        public String words() {
            return heard
                    ? subject + ": " + peer + " is heard with priority " + priority
                    : subject + ": " + peer + " is silent, for " + silence.toMillis() + " ms so far";
        }
    }

    /**
     * Packets of another router are not believed. Told now and then only; the counters know all.
     *
     * @param subject the instance
     * @param peer the address they come from
     * @param reason why, a few words of a fixed set
     * @param detail the offending value
     */
    record PacketRejected(String subject, String peer, String reason, String detail) implements Happening {
        @Override
        public String kind() {
            return "packet-error";
        }

        @Override
        public String words() {
            return subject + ": adverts of " + peer + " are not believed: " + reason + " (" + detail + ")";
        }
    }

    /**
     * A reload.
     *
     * @param applied whether the new configuration is in force
     * @param detail how much it changed, or why it is not in force
     */
    record Reloaded(boolean applied, String detail) implements Happening {
        @Override
        public String kind() {
            return "reload";
        }

        @Override
        public String words() {
            return (applied ? "a new configuration is in force: " : "a reload was refused: ") + detail;
        }
    }

    /**
     * A real server is up, or down.
     *
     * @param virtualServer as notifications name it: {@code [10.0.0.1]:tcp:80}
     * @param realServer likewise
     * @param up whether it is up
     */
    record RealServerChanged(String virtualServer, String realServer, boolean up) implements Happening {
        @Override
        public String kind() {
            return "real-server";
        }

        @Override
        public String words() {
            return "real server " + realServer + " of " + virtualServer + " is " + (up ? "up" : "down");
        }
    }

    /**
     * A virtual server has its quorum, or has lost it.
     *
     * @param virtualServer as notifications name it
     * @param up whether it has it
     */
    record VirtualServerChanged(String virtualServer, boolean up) implements Happening {
        @Override
        public String kind() {
            return "virtual-server";
        }

        @Override
        public String words() {
            return "virtual server " + virtualServer + (up ? " has its quorum" : " has lost its quorum");
        }
    }

    /**
     * An instance was to hand over, and this is how it ended.
     *
     * @param subject the instance
     * @param result how
     * @param successor who took over; empty text when nobody did
     * @param priority what it advertises; 0 when nobody did
     * @param after how long after priority 0
     * @param unadvertised how long no master advertised
     * @param detail the member of the group that went first, or what came in between
     */
    record HandOverEnded(
            String subject,
            HandOverResult result,
            String successor,
            int priority,
            Duration after,
            Duration unadvertised,
            String detail)
            implements Happening {
        @Override
        public String kind() {
            return "hand-over";
        }

        @Override
        public String words() {
            return subject
                    + switch (result) {
                        case TAKEN_OVER -> " was handed over to " + successor;
                        case WITH_GROUP -> " was handed over with " + detail;
                        case NOBODY -> " could not be handed over: nobody took over";
                        case INTERRUPTED -> " could not be handed over: " + detail;
                    };
        }
    }

    /**
     * An operator ordered something.
     *
     * @param subject the instance or sync group; empty text: the node
     * @param order {@code switchover}, {@code switchover-back}, {@code maintenance-on}, {@code maintenance-off}, {@code restart}
     * @param user who
     */
    record Ordered(String subject, String order, String user) implements Happening {
        @Override
        public String kind() {
            return "order";
        }

        @Override
        public String words() {
            return "user " + user + " ordered " + order.replace('-', ' ') + (subject.isEmpty() ? "" : " of " + subject);
        }
    }

    /**
     * A new process was to take the place of the daemon's.
     *
     * @param succeeded whether it did; told by the new process then, else by the one that goes on
     * @param formerPid whose place it took; 0 when it did not
     * @param gap from the moment when that one had left everything until this one served; adverts go on meanwhile, unless it was killed
     * @param detail why not; or that the former process was killed
     */
    record Restarted(boolean succeeded, long formerPid, Duration gap, String detail) implements Happening {
        @Override
        public String kind() {
            return "restart";
        }

        @Override
        public String words() {
            return succeeded
                    ? "this process took the place of process " + formerPid + ", " + gap.toMillis()
                            + (detail.isEmpty()
                                    ? " ms after that one had left everything"
                                    : " ms after its last adverts: " + detail)
                    : "not restarted: " + detail;
        }
    }

    /**
     * The daemon itself.
     *
     * @param state {@code started}, {@code stopping}
     */
    record DaemonChanged(String state) implements Happening {
        @Override
        public String kind() {
            return "daemon";
        }

        @Override
        public String words() {
            return "the daemon " + (state.equals("started") ? "has started" : "stops");
        }
    }
}

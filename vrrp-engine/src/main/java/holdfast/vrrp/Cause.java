package holdfast.vrrp;

import holdfast.vrrp.Effect.NotifiedState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why a virtual router, or a sync group, came into a state. */
public sealed interface Cause {
    /** For programs: lower-case words with dashes, of which there are few ({@code silence}); they do not change. */
    String code();

    /** For people: {@code no advertisement from 10.77.0.1 for 3.648 s}. */
    String words();

    /** It was configured, and has not started yet. */
    record Created() implements Cause {
        @Override
        public String code() {
            return "created";
        }

        @Override
        public String words() {
            return "created";
        }
    }

    /** The election begins for it. */
    record Started() implements Cause {
        @Override
        public String code() {
            return "started";
        }

        @Override
        public String words() {
            return "init";
        }
    }

    /** It owns its addresses, so nobody else is asked (RFC 9568, 6.4.1). */
    record AddressOwner() implements Cause {
        @Override
        public String code() {
            return "address-owner";
        }

        @Override
        public String words() {
            return "address owner, priority 255";
        }
    }

    /** Another daemon of this node was active for it, and leaves it to this one. */
    record TakenOver() implements Cause {
        @Override
        public String code() {
            return "taken-over";
        }

        @Override
        public String words() {
            return "taken over from another daemon of this node";
        }
    }

    /**
     * It cannot take part.
     *
     * @param reasons in words, never empty
     */
    record Faulty(List<String> reasons) implements Cause {
        /** Copies the list. */
        public Faulty {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String code() {
            return "fault";
        }

        @Override
        public String words() {
            return String.join(", ", reasons);
        }
    }

    /**
     * It can take part again.
     *
     * @param former what kept it from that
     */
    record Recovered(List<String> former) implements Cause {
        /** Copies the list. */
        public Recovered {
            former = List.copyOf(former);
        }

        @Override
        public String code() {
            return "recovered";
        }

        @Override
        public String words() {
            return "recovered from: " + String.join(", ", former);
        }
    }

    /**
     * Nobody advertised for longer than is borne (RFC 9568, 6.4.2).
     *
     * @param active who was heard last
     * @param lasted how long nobody was heard
     */
    record Silence(Optional<InetAddress> active, Duration lasted) implements Cause {
        @Override
        public String code() {
            return "silence";
        }

        @Override
        public String words() {
            return "no advertisement from "
                    + active.map(InetAddress::getHostAddress).orElse("anyone") + " for "
                    + Timing.seconds(lasted.toNanos());
        }
    }

    /**
     * Nobody advertised since it started, and nobody on the link answers for its addresses ({@code --early-start}).
     *
     * @param lasted how long it listened
     */
    record Unclaimed(Duration lasted) implements Cause {
        @Override
        public String code() {
            return "unclaimed";
        }

        @Override
        public String words() {
            return "no advertisement from anyone for " + Timing.seconds(lasted.toNanos())
                    + ", and nobody answers for the addresses";
        }
    }

    /**
     * The active router said that it lets go.
     *
     * @param active which one
     */
    record PriorityZero(Optional<InetAddress> active) implements Cause {
        @Override
        public String code() {
            return "priority-zero";
        }

        @Override
        public String words() {
            return active.map(InetAddress::getHostAddress).orElse("anyone") + " let go with priority 0";
        }
    }

    /**
     * Another member of the sync group heard priority 0, and here an advertisement is missing.
     *
     * @param silence how long nobody was heard here
     */
    record PriorityZeroOfSibling(Duration silence) implements Cause {
        @Override
        public String code() {
            return "priority-zero-in-group";
        }

        @Override
        public String words() {
            return "another member of the sync group heard priority 0, and no advertisement here for "
                    + Timing.seconds(silence.toNanos());
        }
    }

    /**
     * The active router has a lower priority.
     *
     * @param active which one
     * @param itsPriority what it advertises
     * @param ours what we will
     */
    record Preempting(InetAddress active, int itsPriority, int ours) implements Cause {
        @Override
        public String code() {
            return "preemption";
        }

        @Override
        public String words() {
            return "preempting " + active.getHostAddress() + " with priority " + itsPriority + ", ours " + ours;
        }
    }

    /**
     * Another active router is better: by its priority or, where those are equal, by its address (RFC 9568, 6.4.3).
     *
     * @param rival which one
     * @param itsPriority what it advertises
     * @param ours what we do
     */
    record Outranked(InetAddress rival, int itsPriority, int ours) implements Cause {
        @Override
        public String code() {
            return itsPriority == ours ? "higher-address" : "higher-priority";
        }

        @Override
        public String words() {
            return rival.getHostAddress() + " has " + comparison();
        }

        /** {@code higher priority 150, ours 100}. */
        String comparison() {
            return itsPriority == ours
                    ? "same priority " + itsPriority + " but higher IP address than ours"
                    : "higher priority " + itsPriority + ", ours " + ours;
        }
    }

    /**
     * An operator told it to hand over, and another router took over.
     *
     * @param successor which one
     * @param itsPriority what it advertises
     * @param because what the operator asked for, such as {@code switchover}
     * @param after how long after priority 0
     * @param unadvertised how long no router advertised
     */
    record HandedOver(InetAddress successor, int itsPriority, String because, Duration after, Duration unadvertised)
            implements Cause {
        @Override
        public String code() {
            return "handed-over";
        }

        @Override
        public String words() {
            return because + ": handed over to " + successor.getHostAddress() + " after "
                    + Timing.seconds(after.toNanos());
        }
    }

    /**
     * An operator ended the hold after a hand-over.
     *
     * @param active who served the addresses meanwhile
     * @param itsPriority what it advertises
     * @param ours what we will
     */
    record TakenBack(InetAddress active, int itsPriority, int ours) implements Cause {
        @Override
        public String code() {
            return "taken-back";
        }

        @Override
        public String words() {
            return "switchover --back: taking over from " + active.getHostAddress() + " with priority " + itsPriority
                    + ", ours " + ours;
        }
    }

    /**
     * This process stood still, and another router took over meanwhile.
     *
     * @param lasted for how long it did not advertise
     * @param active the other router
     */
    record Frozen(Duration lasted, InetAddress active) implements Cause {
        @Override
        public String code() {
            return "frozen";
        }

        @Override
        public String words() {
            return "frozen for " + Timing.roughly(lasted.toNanos()) + ", " + active.getHostAddress() + " took over";
        }
    }

    /**
     * An advertisement left so late that it would have been worse to go on ({@code timer_expired_backup}).
     *
     * @param late by how much
     */
    record AdvertisedLate(Duration late) implements Cause {
        @Override
        public String code() {
            return "late";
        }

        @Override
        public String words() {
            return "advertisement " + Timing.roughly(late.toNanos()) + " late, timer_expired_backup";
        }
    }

    /**
     * Its addresses were removed again and again.
     *
     * @param what which, and by whom
     * @param times how often
     * @param within in which time
     */
    record AddressesRemoved(String what, int times, Duration within) implements Cause {
        @Override
        public String code() {
            return "addresses-removed";
        }

        @Override
        public String words() {
            return what + ", " + times + " times in " + within.toSeconds() + " s";
        }
    }

    /**
     * It follows a member of its sync group.
     *
     * @param group the group
     * @param member who went first
     */
    record Companion(String group, String member) implements Cause {
        @Override
        public String code() {
            return "sync-group";
        }

        @Override
        public String words() {
            return "sync group " + group + " with " + member;
        }
    }

    /**
     * Of a sync group: its members are all in this state, or one of them has a fault.
     *
     * @param state the state
     */
    record Members(NotifiedState state) implements Cause {
        @Override
        public String code() {
            return "members";
        }

        @Override
        public String words() {
            return "members: " + state;
        }
    }

    /** The daemon stops. */
    record Stopping() implements Cause {
        @Override
        public String code() {
            return "stopping";
        }

        @Override
        public String words() {
            return "stopping";
        }
    }

    /** A reload removed it. */
    record RemovedByReload() implements Cause {
        @Override
        public String code() {
            return "removed";
        }

        @Override
        public String words() {
            return "removed by a reload";
        }
    }
}

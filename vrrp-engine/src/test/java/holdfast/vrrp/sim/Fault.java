package holdfast.vrrp.sim;

import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import java.util.List;

/** What breaks or is repaired in a simulation. Nodes, routers and segments are given by number. */
sealed interface Fault {
    /** A process stops running (SIGSTOP, no CPU); its kernel and its clock go on. */
    record Freeze(int node) implements Fault {}

    /** It runs again, and finds in its queues what came meanwhile. */
    record Thaw(int node) implements Fault {}

    /** A whole machine stands still (a virtual one that is paused or moved): its kernel, its clock and its timers, too. It hears nothing. */
    record Suspend(int node) implements Fault {}

    /** It goes on, and nothing in it can tell that time has passed. */
    record Resume(int node) implements Fault {}

    /** A clock is disciplined: it runs at another rate from now on. */
    record ClockRate(int node, int partsPerMillion) implements Fault {}

    /** A process ends without a word (kill -9); its kernel goes on. */
    record Crash(int node) implements Fault {}

    /** A process that crashed or was stopped starts anew and first removes addresses that are left over. */
    record Restart(int node) implements Fault {}

    /** A process is told to stop. */
    record Stop(int node) implements Fault {}

    /** An interface loses or regains its carrier. */
    record Link(int node, int segment, boolean up) implements Fault {}

    /** An interface is deleted, and all addresses with it. */
    record InterfaceGone(int node, int segment) implements Fault {}

    /** An interface of that name is made anew; it has no address yet. */
    record InterfaceMade(int node, int segment) implements Fault {}

    /** An interface has another address of its own from now on. */
    record Renumbered(int node, int segment, int host) implements Fault {}

    /** Advertisements can no longer be heard on an interface, or can again; the process is told. */
    record Deaf(int node, int segment, boolean deaf) implements Fault {}

    /**
     * A segment falls apart.
     *
     * @param side the part each node is in; nodes of different parts do not hear each other
     */
    record Partition(int segment, List<Integer> side) implements Fault {}

    /** One node is no longer heard by another, or is again. */
    record OneWay(int segment, int from, int to, boolean blocked) implements Fault {}

    /** How reliable the network is from now on. */
    record WeatherChange(Weather weather) implements Fault {}

    /**
     * How often a node's kernel refuses from now on: probabilities.
     *
     * @param refusesAll that it takes none of a router's addresses
     * @param refusesOne that it does not take a single one
     * @param refusesPackets that a packet finds no room in a queue (ENOBUFS)
     */
    record KernelMood(int node, double refusesAll, double refusesOne, double refusesPackets) implements Fault {}

    /** The next few packets find no room in a node's queue (ENOBUFS). */
    record FullQueue(int node, int packets) implements Fault {}

    /** Netlink answers late: the process stands still for up to so long with each change of addresses. */
    record SlowKernel(int node, long greatestNanos) implements Fault {}

    /** A tracked thing changes. */
    record Track(int node, TrackedObject object, TrackStatus status) implements Fault {}

    /** Another program removes a router's addresses. */
    record RemoveAddresses(int node, int router) implements Fault {}

    /** An operator wants a router to hand over. */
    record HandOver(int node, int router) implements Fault {}

    /** An operator ends the hold after that. */
    record TakeBack(int node, int router) implements Fault {}

    /** A node goes into maintenance or comes out of it. */
    record Maintenance(int node, boolean on) implements Fault {}

    /** A node is given other plans. */
    record Reconfigure(int node, NodePlan plan) implements Fault {}

    /** Something strikes in the very moment in which any node begins to take addresses or to let them go. */
    record InTheMiddle(Fault what) implements Fault {}
}

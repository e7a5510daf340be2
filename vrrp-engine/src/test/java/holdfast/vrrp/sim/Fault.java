package holdfast.vrrp.sim;

import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import java.util.List;

/** What breaks or is repaired in a simulation. Nodes, routers and segments are given by number. */
sealed interface Fault {
    /** A process stops running (SIGSTOP, no CPU); its kernel goes on. */
    record Freeze(int node) implements Fault {}

    /** It runs again, and finds in its queues what came meanwhile. */
    record Thaw(int node) implements Fault {}

    /** A process ends without a word (kill -9); its kernel goes on. */
    record Crash(int node) implements Fault {}

    /** A process that crashed or was stopped starts anew and first removes addresses that are left over. */
    record Restart(int node) implements Fault {}

    /** A process is told to stop. */
    record Stop(int node) implements Fault {}

    /** An interface loses or regains its carrier. */
    record Link(int node, int segment, boolean up) implements Fault {}

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

    /** How often a node's kernel refuses from now on: probabilities. */
    record KernelMood(int node, double refusesAddresses, double refusesPackets) implements Fault {}

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
}

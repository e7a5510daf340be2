package holdfast.agent.pair;

import holdfast.vrrp.TrackedObject;
import java.util.OptionalInt;

/** One thing that breaks, alone. Nodes are given by their number. */
public sealed interface Failure {
    /** The number of the node it happens on. */
    int node();

    /**
     * A tracked script, file or process is bad.
     *
     * @param object which
     * @param fileValue the number a tracked file then holds
     */
    record TrackerFails(int node, TrackedObject object, OptionalInt fileValue) implements Failure {}

    /**
     * An interface loses its carrier.
     *
     * @param interfaceName which
     */
    record LinkFails(int node, String interfaceName) implements Failure {}

    /** The machine is gone, without a word. */
    record NodeFails(int node) implements Failure {}

    /** The kind, as in reports for programs. */
    default String kind() {
        return switch (this) {
            case TrackerFails tracker ->
                switch (tracker.object().kind()) {
                    case INTERFACE -> "link";
                    case SCRIPT -> "script";
                    case FILE -> "file";
                    case PROCESS -> "process";
                    case BFD -> "BFD session";
                };
            case LinkFails _ -> "link";
            case NodeFails _ -> "node";
        };
    }

    /** The name of what broke: of a script, a file, a process block or an interface; empty for a whole node. */
    default String subject() {
        return switch (this) {
            case TrackerFails tracker -> tracker.object().name();
            case LinkFails link -> link.interfaceName();
            case NodeFails _ -> "";
        };
    }

    /** In a few words, such as {@code script chk_haproxy fails on lb1}. */
    default String describe(String nodeLabel) {
        return switch (this) {
            case TrackerFails tracker ->
                kind() + " " + tracker.object().name()
                        + (tracker.fileValue().isPresent()
                                ? " holds " + tracker.fileValue().getAsInt()
                                : " fails")
                        + " on " + nodeLabel;
            case LinkFails link -> "link " + link.interfaceName() + " fails on " + nodeLabel;
            case NodeFails _ -> "node " + nodeLabel + " fails";
        };
    }
}

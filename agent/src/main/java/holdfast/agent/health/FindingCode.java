package holdfast.agent.health;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of findings; docs/monitoring.md explains them. Their words do not change, for programs know them. */
public enum FindingCode {
    /** The instance cannot take part. */
    FAULT,
    /** The instance waits for something. */
    NOT_STARTED,
    /** This node is MASTER and hears another. */
    TWO_MASTERS,
    /** This node is BACKUP and hears no master. */
    NO_MASTER,
    /** MASTER without one of its addresses. */
    ADDRESS_MISSING,
    /** The kernel refuses a virtual server. */
    NOT_SERVED,
    /** Too little weight of a virtual server is alive. */
    QUORUM_LOST,
    /** Virtual servers could not be asked. */
    VIRTUAL_SERVERS_UNKNOWN,
    /** A check of a real server fails. */
    REAL_SERVER_DOWN,
    /** A tracked script fails. */
    SCRIPT_FAILING,
    /** A BFD session is not up. */
    BFD_DOWN,
    /** The node keeps out of elections. */
    MAINTENANCE,
    /** Packets of a peer were not believed. */
    ADVERTS_REJECTED;

    /** For programs: lower-case words with dashes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The code of a word; empty when there is none. */
    public static Optional<FindingCode> of(String word) {
        return Arrays.stream(values()).filter(code -> code.word().equals(word)).findFirst();
    }
}

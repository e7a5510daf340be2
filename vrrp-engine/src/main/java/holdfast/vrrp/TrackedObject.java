package holdfast.vrrp;

import java.util.Locale;

/**
 * The name of something whose state counts.
 *
 * @param kind what it is
 * @param name its name in the configuration; of an interface, its own
 */
public record TrackedObject(Kind kind, String name) {
    /** The kinds of things that can be tracked. */
    public enum Kind {
        /** A network interface; its state also comes with {@link VrrpEvent.LinkChanged}. */
        INTERFACE,
        /** A script run now and then. */
        SCRIPT,
        /** A file holding a number. */
        FILE,
        /** Running processes. */
        PROCESS,
        /** A BFD session (RFC 5880). */
        BFD
    }

    /** By hand, as is the hash code: those of a record are generated when first asked for, which a start has no time for. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TrackedObject object && object.kind == kind && object.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + kind.hashCode();
    }

    /** As in a log line: {@code script chk_haproxy}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }
}

package holdfast.vrrp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The authentication of a version 2 message; version 3 has none (RFC 9568, 9). */
public sealed interface Authentication {
    /** No authentication (type 0); the eight bytes at the end of a version 2 message are zero. */
    Authentication NONE = new None();

    /** Bytes of authentication data at the end of every version 2 message (RFC 3768, 5.3.10). */
    int DATA_BYTES = 8;

    /** The Auth Type field: 0 or 1. */
    int type();

    /** Type 0. */
    record None() implements Authentication {
        @Override
        public int type() {
            return 0;
        }
    }

    /**
     * Type 1 of RFC 2338, 5.3.6: a password in the clear, zero-padded to eight bytes; keepalived's {@code auth_type
     * PASS}. It keeps strangers' routers apart by mistake, not attackers.
     */
    final class SimpleText implements Authentication {
        private final byte[] data;

        private SimpleText(byte[] data) {
            this.data = data;
        }

        /** A password; what is longer than eight bytes of UTF-8 is cut, as keepalived does. */
        public static SimpleText of(String password) {
            return of(password.getBytes(StandardCharsets.UTF_8));
        }

        /** A password as bytes; what is longer than eight is cut. */
        public static SimpleText of(byte[] password) {
            return new SimpleText(Arrays.copyOf(password, DATA_BYTES));
        }

        @Override
        public int type() {
            return 1;
        }

        /** A copy of the eight bytes. */
        public byte[] data() {
            return data.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SimpleText that && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(data);
        }

        /** Does not show the password: this text may reach a log. */
        @Override
        public String toString() {
            return "SimpleText[********]";
        }
    }

    /**
     * A type this implementation does not speak: 2 is the AH of RFC 2338, the others never existed. Only ever
     * decoded.
     */
    record Unsupported(int type) implements Authentication {}
}

package holdfast.vrrp;

import java.util.List;

/**
 * The state of a virtual router: the RFC's three (6.3) and keepalived's fourth. What is due when belongs to its
 * state.
 */
public sealed interface RouterState {
    /** keepalived's word, as users know it from logs and scripts. */
    String keepalivedName();

    /**
     * Not started, or shut down.
     *
     * @param waitingFor what it waits for, in words; empty when only for {@link VrrpEvent.Startup}
     */
    record Initialize(List<String> waitingFor) implements RouterState {
        @Override
        public String keepalivedName() {
            return "INIT";
        }
    }

    /**
     * Listening.
     *
     * @param watch the Active_Down_Timer and what set it
     */
    record Backup(SilenceWatch watch) implements RouterState {
        @Override
        public String keepalivedName() {
            return "BACKUP";
        }
    }

    /**
     * Holding the addresses.
     *
     * @param nextAdvertAtNanos when the Adver_Timer fires
     * @param lastAdvertAtNanos when it last advertised
     */
    record Active(long nextAdvertAtNanos, long lastAdvertAtNanos) implements RouterState {
        @Override
        public String keepalivedName() {
            return "MASTER";
        }
    }

    /**
     * Unable to take part.
     *
     * @param reasons why, in words, never empty
     */
    record Fault(List<String> reasons) implements RouterState {
        @Override
        public String keepalivedName() {
            return "FAULT";
        }
    }
}

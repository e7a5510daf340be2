package holdfast.agent.reload;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing a reload does.
 *
 * @param area what it is about
 * @param action what happens to that
 * @param subject its name
 * @param words what happens, in words that fit before and after the reload
 * @param interrupts who notices, in words; empty: nobody
 */
public record Step(Area area, Action action, String subject, String words, Optional<String> interrupts) {
    /** What a step is about. */
    public enum Area {
        /** A {@code vrrp_instance}. */
        INSTANCE,
        /** A {@code vrrp_sync_group}. */
        GROUP,
        /** A virtual address. */
        ADDRESS,
        /** A route or a rule. */
        ROUTING,
        /** A {@code vrrp_script}. */
        SCRIPT,
        /** A {@code track_file}. */
        FILE,
        /** A {@code vrrp_track_process}. */
        PROCESS,
        /** A {@code bfd_instance}. */
        BFD,
        /** Notify scripts. */
        NOTIFY,
        /** A notify FIFO. */
        FIFO,
        /** Mail. */
        MAIL,
        /** A {@code virtual_server}. */
        VIRTUAL_SERVER,
        /** A {@code real_server}. */
        REAL_SERVER,
        /** The rest of the kernel's IPVS table. */
        IPVS,
        /** {@code global_defs}. */
        GLOBAL;

        /** For programs: {@code virtual-server}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String title() {
            return this == GLOBAL || this == IPVS
                    ? ""
                    : name().toLowerCase(Locale.ROOT).replace('_', ' ') + " ";
        }
    }

    /** What happens to it. */
    public enum Action {
        /** It is new. */
        ADD('+'),
        /** It goes. */
        REMOVE('-'),
        /** It goes on in another way. */
        CHANGE('~'),
        /** It goes from one place to another. */
        MOVE('>'),
        /** It takes effect with the next start of the daemon only. */
        LATER('!');

        private final char sign;

        Action(char sign) {
            this.sign = sign;
        }
    }

    static Step of(Area area, Action action, String subject, String words) {
        return new Step(area, action, subject, words, Optional.empty());
    }

    Step interrupting(String whom) {
        return new Step(area, action, subject, words, Optional.of(whom));
    }

    /** A line: {@code ~ instance VI_1: priority 100 to 150}. */
    public String line() {
        return action.sign + " " + title() + (words.isEmpty() ? "" : ": " + words);
    }

    /** What it is about: {@code instance VI_1}. */
    public String title() {
        return (area.title() + subject).strip();
    }
}

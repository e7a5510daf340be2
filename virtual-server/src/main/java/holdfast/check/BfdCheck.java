package holdfast.check;

import holdfast.bfd.BfdState;
import holdfast.bfd.Diagnostic;
import holdfast.ipvs.CheckVerdict;

/**
 * {@code BFD_CHECK}: a BFD session is up. It is not on the loop: {@link holdfast.check.bfd.BfdLoop} tells the session's changes,
 * and what they mean is asked here.
 *
 * <p>It counts as failed until the session is up for the first time, with and without {@code alpha}: so does Keepalived 2.2.7.
 *
 * @param session name of the {@code bfd_instance}
 */
public record BfdCheck(String session) {
    /** The word of its block. */
    public String keyword() {
        return "BFD_CHECK";
    }

    /**
     * What a state means.
     *
     * @param state of the session
     * @param diagnostic why it left Up
     */
    public CheckVerdict verdict(BfdState state, Diagnostic diagnostic) {
        return switch (state) {
            case UP -> CheckVerdict.passed();
            case ADMIN_DOWN, DOWN, INIT -> {
                String why = diagnostic.equals(Diagnostic.NONE) ? "" : ": " + diagnostic.words();
                yield new CheckVerdict.Failed("BFD session " + session + " is " + state.word() + why);
            }
        };
    }
}

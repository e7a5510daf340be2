package holdfast.agent.doctor;

import java.util.Objects;

/**
 * What an examination has found. Never holds a password.
 *
 * @param id what kind of finding it is, the same in every run
 * @param gravity how bad
 * @param place where
 * @param what the finding in one line
 * @param evidence what was seen
 * @param consequence what comes of it
 * @param remedy the command or the change that mends it
 */
public record Finding(
        FindingId id, Gravity gravity, Place place, String what, String evidence, String consequence, Remedy remedy) {
    /** Checks that nothing is missing. */
    public Finding {
        Objects.requireNonNull(id);
        Objects.requireNonNull(gravity);
        Objects.requireNonNull(place);
        Objects.requireNonNull(what);
        Objects.requireNonNull(evidence);
        Objects.requireNonNull(consequence);
        Objects.requireNonNull(remedy);
    }

    /** A finding with the gravity its kind usually has. */
    public static Finding of(
            FindingId id, Place place, String what, String evidence, String consequence, Remedy remedy) {
        return new Finding(id, id.gravity(), place, what, evidence, consequence, remedy);
    }

    /** The same elsewhere. */
    Finding at(Place other) {
        return new Finding(id, gravity, other, what, evidence, consequence, remedy);
    }
}

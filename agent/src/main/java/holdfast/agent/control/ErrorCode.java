package holdfast.agent.control;

import java.util.Locale;

/** Why a request got no answer, for programs; the member {@code code} of an error has the {@link #word()}. */
public enum ErrorCode {
    /** Not one JSON object with a {@code command}, or a member of it is missing or of the wrong type. */
    BAD_REQUEST,
    /** The line is too long. */
    TOO_LARGE,
    /** The line did not come in time. */
    TOO_SLOW,
    /** The user may not ask. */
    NOT_ALLOWED,
    /** The daemon does not know the command. */
    UNKNOWN_COMMAND,
    /** Understood, but it cannot be done. */
    REFUSED,
    /** The part of the daemon that knows did not answer in time; what was asked for may still happen. */
    NO_ANSWER,
    /** Too many answers wait to be read. */
    BUSY,
    /** A mistake in Holdfast. */
    INTERNAL;

    /** The word in answers: {@code bad-request}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package holdfast.agent.mail;

import java.util.Optional;

/** What became of one attempt to send a mail. */
sealed interface Outcome {
    /**
     * The server has taken it.
     *
     * @param remark which recipients it did not take it for, and why
     */
    record Sent(Optional<String> remark) implements Outcome {}

    /**
     * The server will never take it.
     *
     * @param reason in its words
     */
    record Refused(String reason) implements Outcome {}

    /**
     * The server does not take it now.
     *
     * @param reason in its words
     */
    record Deferred(String reason) implements Outcome {}

    /**
     * There was no server, or it stopped answering: other mails would fare no better.
     *
     * @param reason in a few words
     */
    record Unreachable(String reason) implements Outcome {}
}

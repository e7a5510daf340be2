package holdfast.agent.mail;

/** Takes mails to a server. One thread at a time, but for {@link #abort}. */
interface Carrier {
    /** Sends a mail: waits for the server, but not for ever. */
    Outcome carry(Mail mail, MailRoute route);

    /** Nothing is left to send for now: ends a connection that is kept for the next mail. */
    void rest();

    /** Ends whatever is going on, at once; any thread. */
    void abort();
}

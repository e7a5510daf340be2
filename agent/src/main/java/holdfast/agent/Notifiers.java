package holdfast.agent;

import holdfast.agent.hook.EventHook;
import holdfast.agent.mail.MailSender;
import holdfast.agent.status.NotificationStatus;
import holdfast.track.notify.NotifyRunner;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything that tells the world what happens.
 *
 * @param scripts calls notify scripts and writes FIFOs
 * @param mails sends mail
 * @param hook is called for every event, if there is one
 */
record Notifiers(NotifyRunner scripts, MailSender mails, Optional<EventHook> hook) implements AutoCloseable {
    private static final Duration LAST_SCRIPTS = Duration.ofSeconds(1);
    private static final Duration LAST_MAILS = Duration.ofSeconds(2);

    /** What became of notifications so far. */
    NotificationStatus status() {
        MailSender.Counts counts = mails.counts();
        return new NotificationStatus(
                scripts.droppedEvents(),
                scripts.droppedLines(),
                hook.map(EventHook::dropped).orElse(0L),
                counts.sent(),
                counts.givenUp(),
                counts.dropped(),
                counts.waiting());
    }

    /** Lets what is under way finish, for a moment each. */
    @Override
    public void close() {
        scripts.close(LAST_SCRIPTS);
        mails.close(LAST_MAILS);
        hook.ifPresent(EventHook::close);
    }
}

package holdfast.agent.mail;

import holdfast.vrrp.Effect;
import holdfast.vrrp.Effect.Subject;
import java.util.HashMap;
import java.util.Map;

/**
 * Mail about instances and groups, in the words of Keepalived 2.2.7, and the reason below. Like it, none about a stop (its own are never sent), and one about a fault
 * for an instance that a reload removes. On the VRRP loop.
 */
public final class VrrpMails {
    private final Post post;
    private final Map<Subject, State> told = new HashMap<>();

    /** Where mails go; must not wait. */
    @FunctionalInterface
    public interface Post {
        /**
         * Sends a mail, soon.
         *
         * @param object what it is about
         * @param subject without {@code [router_id] } before it
         * @param body its text
         */
        void post(String object, String subject, String body);
    }

    private enum State {
        MASTER,
        BACKUP,
        FAULT
    }

    /** Mails for this post. */
    public VrrpMails(Post post) {
        this.post = post;
    }

    /**
     * An instance or group changed its state.
     *
     * @param wanted whether it has {@code smtp_alert}, and {@code no_email_faults} is not in the way
     */
    public void transitioned(Effect.NotifyTransition transition, boolean wanted) {
        Subject subject = transition.subject();
        switch (transition.state()) {
            case MASTER -> enter(transition, State.MASTER, wanted);
            case BACKUP -> enter(transition, State.BACKUP, wanted);
            case FAULT -> enter(transition, State.FAULT, wanted);
            case STOP -> told.remove(subject);
            case DELETED -> {
                enter(transition, State.FAULT, wanted && subject.kind() == Subject.Kind.INSTANCE);
                told.remove(subject);
            }
        }
    }

    private void enter(Effect.NotifyTransition transition, State state, boolean wanted) {
        Subject subject = transition.subject();
        boolean news = told.put(subject, state) != state;
        if (news && wanted) {
            String object = switch (subject.kind()) {
                case INSTANCE -> "VRRP Instance " + subject.name();
                case GROUP -> "VRRP Group " + subject.name();
            };
            String body = "=> " + sentence(subject, state) + " <=\n\n"
                    + transition.cause().words();
            post.post(object, object + " - Entering " + state + " state", body);
        }
    }

    private static String sentence(Subject subject, State state) {
        return switch (subject.kind()) {
            case INSTANCE ->
                state == State.MASTER
                        ? "VRRP Instance is now owning VRRP VIPs"
                        : "VRRP Instance is no longer owning VRRP VIPs";
            case GROUP -> "All VRRP group instances are now in " + state + " state";
        };
    }
}

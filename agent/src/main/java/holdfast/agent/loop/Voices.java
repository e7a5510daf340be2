package holdfast.agent.loop;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether routers are heard: what became of their adverts, and who has taken addresses without having said so yet. A router that cannot say
 * that it is active must not be: another one hears silence, and takes the addresses too.
 */
final class Voices {
    private final Map<String, Voice> voices = new HashMap<>();

    private static final class Voice {
        /** The kernel's reason for keeping the last advert; null when that left. */
        private String refusal;

        /** Whether the one before did not leave either, or the next will not. */
        private boolean lasting;

        /** The step in which an advert left last, by its time, if one did. */
        private long saidAt;

        private boolean said;

        private boolean unsaid;
    }

    /**
     * An advert left.
     *
     * @param now of the step
     * @return whether it was the first after the addresses were taken
     */
    boolean left(String router, long now) {
        Voice voice = of(router);
        boolean waited = voice.unsaid;
        voice.refusal = null;
        voice.lasting = false;
        voice.unsaid = false;
        voice.saidAt = now;
        voice.said = true;
        return waited;
    }

    /**
     * An advert did not leave.
     *
     * @param reason the kernel's
     * @param passing whether the next may leave: one such is forgiven
     * @return whether addresses taken before it must go again
     */
    boolean refused(String router, String reason, boolean passing) {
        Voice voice = of(router);
        voice.lasting = voice.refusal != null || !passing;
        voice.refusal = reason;
        boolean undo = voice.lasting && voice.unsaid;
        voice.unsaid = voice.unsaid && !undo;
        return undo;
    }

    /** A router has taken addresses. Unless it has said so in the same step, they are not to be announced before it has. */
    void tookAddresses(String router, long now) {
        Voice voice = of(router);
        if (!voice.said || voice.saidAt != now) {
            voice.unsaid = true;
        }
    }

    /** A router has let its addresses go; whether adverts leave is found out anew when there is one to send. */
    void released(String router) {
        Voice voice = of(router);
        voice.refusal = null;
        voice.lasting = false;
        voice.unsaid = false;
    }

    /** Why a router's adverts do not leave, if the kernel has refused the last one for good or two in a row. */
    Optional<String> mute(String router) {
        Voice voice = of(router);
        return voice.lasting ? Optional.of(voice.refusal) : Optional.empty();
    }

    /** Whether the last advert did not leave. */
    boolean unheard(String router) {
        return of(router).refusal != null;
    }

    /** Whether a router has taken addresses and has not said so yet. */
    boolean hasUnsaid(String router) {
        return of(router).unsaid;
    }

    private Voice of(String router) {
        return voices.computeIfAbsent(router, _ -> new Voice());
    }
}

package holdfast.ipvs;

import holdfast.ipvs.BalancingEffect.Fifo;
import holdfast.ipvs.BalancingEffect.Mail;
import holdfast.ipvs.BalancingEffect.Notify;
import holdfast.ipvs.Member.Announced;
import java.util.Optional;

/** Tells the world that servers go up and down: script, FIFO and mail, in Keepalived's words (seen in version 2.2.7). */
final class Announcer {
    private Announcer() {}

    /** A real server is up or down; nothing happens when the world knows. */
    static void realServer(Pool pool, Member member, boolean up, Effects out) {
        Announced told = up ? Announced.UP : Announced.DOWN;
        if (member.announced() != told) {
            realServerAnew(pool, member, up, out);
        }
    }

    /** A real server is up or down, whether the world knows or not. */
    static void realServerAnew(Pool pool, Member member, boolean up, Effects out) {
        member.announced(up ? Announced.UP : Announced.DOWN);
        run(up ? member.plan().notifyUp() : member.plan().notifyDown(), out);
        out.add(new Fifo(Optional.of(member.name()), pool.plan().name(), up));
    }

    /** A virtual server is up or down; nothing happens when the world knows. */
    static void virtualServer(Pool pool, boolean up, String sentence, Effects out) {
        Announced told = up ? Announced.UP : Announced.DOWN;
        if (pool.announced() == told) {
            return;
        }
        pool.announced(told);
        run(up ? pool.plan().quorum().up() : pool.plan().quorum().down(), out);
        out.add(new Fifo(Optional.empty(), pool.plan().name(), up));
        if (pool.plan().mail()) {
            out.add(new Mail("Virtualserver " + pool.plan().name(), up, CheckSentence.arrows(sentence)));
        }
    }

    /** Mail about a real server, if that is wanted. */
    static void mail(Pool pool, Member member, boolean up, String body, Effects out) {
        if (member.plan().mail()) {
            String object = "Realserver " + member.name() + " of virtual server "
                    + pool.plan().name();
            out.add(new Mail(object, up, body));
        }
    }

    private static void run(Optional<String> script, Effects out) {
        script.ifPresent(name -> out.add(new Notify(name)));
    }
}

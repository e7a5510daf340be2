package holdfast.agent.lvs;

import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.mail.MailSender;
import holdfast.ipvs.BalancingEffect;
import holdfast.track.notify.FifoTopic;
import holdfast.track.notify.NotifyRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the world hears of virtual and real servers; none of it makes the loop wait.
 *
 * @param scripts calls scripts and writes FIFOs
 * @param mails sends mail
 * @param journal where events go
 */
public record Outlets(NotifyRunner scripts, MailSender mails, Journal journal) {
    private static final Logger LOG = LoggerFactory.getLogger(Outlets.class);

    /** What an administrator reads. */
    static void log(BalancingEffect.Log line) {
        switch (line.severity()) {
            case INFO -> LOG.info(line.text());
            case WARNING -> LOG.warn(line.text());
            case ERROR -> LOG.error(line.text());
        }
    }

    /** Tells what there is to tell; what is not for the world is passed over. */
    void announce(BalancingEffect effect, LvsPlan plan) {
        switch (effect) {
            case BalancingEffect.Notify(String name) -> {
                LvsPlan.NotifyCall call = plan.scripts().get(name);
                if (call != null) {
                    scripts.call(call.server(), call.event(), call.script());
                }
            }
            case BalancingEffect.Fifo told -> {
                scripts.write(FifoTopic.LVS, told.line());
                journal.append(
                        told.realServer().isPresent()
                                ? new Happening.RealServerChanged(
                                        told.virtualServer(), told.realServer().get(), told.up())
                                : new Happening.VirtualServerChanged(told.virtualServer(), told.up()));
            }
            case BalancingEffect.Mail mail -> mails.post(mail.object(), mail.subject(), mail.body());
            case BalancingEffect.Ipvs _,
                    BalancingEffect.ReadTable _,
                    BalancingEffect.TellConnections _,
                    BalancingEffect.Log _,
                    BalancingEffect.SuspendChecks _,
                    BalancingEffect.ResumeChecks _ -> {
                // the loop does these itself
            }
        }
    }
}

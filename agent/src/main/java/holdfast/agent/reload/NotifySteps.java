package holdfast.agent.reload;

import holdfast.agent.mail.MailRoute;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.reload.Step.Action;
import holdfast.agent.reload.Step.Area;
import holdfast.conf.model.Configuration;
import holdfast.track.notify.FifoSettings;
import holdfast.vrrp.Effect.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a reload does to those who are told of transitions: FIFOs, notify scripts, mail. */
final class NotifySteps {
    private NotifySteps() {}

    static List<Step> mail(Configuration before, Configuration after) {
        Optional<MailRoute> former = MailRoute.of(before.globalDefs());
        Optional<MailRoute> next = MailRoute.of(after.globalDefs());
        if (former.equals(next)) {
            return List.of();
        }
        Action action = former.isEmpty() ? Action.ADD : next.isEmpty() ? Action.REMOVE : Action.CHANGE;
        String words = next.map(route -> "goes by way of " + route.host() + " port " + route.port() + " to "
                        + String.join(", ", route.recipients()))
                .orElse("goes nowhere: no smtp_server, or no notification_email");
        return List.of(Step.of(Area.MAIL, action, "", words));
    }

    static List<Step> of(AgentPlan before, AgentPlan after) {
        List<Step> steps = new ArrayList<>(fifos(before.fifos(), after.fifos()));
        Set<Subject> subjects = new LinkedHashSet<>(before.notifyScripts().keySet());
        subjects.addAll(after.notifyScripts().keySet());
        for (Subject subject : subjects) {
            Differences all = new Differences();
            all.changed("scripts", before.notifyScripts(subject), after.notifyScripts(subject));
            if (!all.areNone() && isKnown(after, subject) && isKnown(before, subject)) {
                steps.add(Step.of(Area.NOTIFY, Action.CHANGE, name(subject), "other scripts from the next event on"));
            }
        }
        Differences all = new Differences()
                .members(
                        "smtp_alert for",
                        "no smtp_alert for",
                        before.alerts().subjects(),
                        after.alerts().subjects(),
                        NotifySteps::name)
                .onOff(
                        "no_email_faults",
                        !before.alerts().faults(),
                        !after.alerts().faults());
        if (!all.areNone()) {
            steps.add(Step.of(Area.MAIL, Action.CHANGE, "", all.words()));
        }
        Differences told = new Differences()
                .members(
                        "notify_priority_changes for",
                        "no notify_priority_changes for",
                        before.priorityChangesTold(),
                        after.priorityChangesTold(),
                        String::valueOf);
        if (!told.areNone()) {
            steps.add(Step.of(Area.NOTIFY, Action.CHANGE, "", told.words()));
        }
        return steps;
    }

    /** Of what begins or ends the instance's own step tells. */
    private static boolean isKnown(AgentPlan plan, Subject subject) {
        return switch (subject.kind()) {
            case INSTANCE -> plan.routers().containsKey(subject.name());
            case GROUP ->
                plan.engine().syncGroups().stream()
                        .anyMatch(group -> group.name().equals(subject.name()));
        };
    }

    private static String name(Subject subject) {
        return subject.kind().name().toLowerCase(Locale.ROOT) + " " + subject.name();
    }

    /** One whose settings are as before stays open, and its reader does not notice. */
    private static List<Step> fifos(List<FifoSettings> before, List<FifoSettings> after) {
        List<Step> steps = new ArrayList<>();
        for (FifoSettings fifo : before) {
            if (!after.contains(fifo)) {
                boolean anew = after.stream().anyMatch(other -> other.path().equals(fifo.path()));
                if (!anew) {
                    steps.add(Step.of(Area.FIFO, Action.REMOVE, fifo.path().toString(), "closed"));
                }
            }
        }
        for (FifoSettings fifo : after) {
            if (!before.contains(fifo)) {
                boolean anew = before.stream().anyMatch(other -> other.path().equals(fifo.path()));
                steps.add(
                        anew
                                ? Step.of(
                                        Area.FIFO,
                                        Action.CHANGE,
                                        fifo.path().toString(),
                                        "closed and opened again with other settings")
                                : Step.of(Area.FIFO, Action.ADD, fifo.path().toString(), "opened"));
            }
        }
        return steps;
    }
}

package holdfast.conf.lint;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.lint.WholeFile.Written;
import holdfast.conf.model.GarpSettings;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.syntax.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Times that are longer than people expect, or never come into play. */
final class TimerLints implements Lint {
    /** A failover people would call broken. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private static final Duration LONG_START = Duration.ofSeconds(60);

    @Override
    public void check(WholeFile file) {
        Set<String> tracked = new HashSet<>();
        for (Written<VrrpInstance> instance : file.instances()) {
            instance.model().tracking().scripts().stream()
                    .map(TrackReference::name)
                    .forEach(tracked::add);
            takeover(instance, file);
            timerExpired(instance, file);
            announcements(instance, file);
        }
        file.configuration()
                .vrrpSyncGroups()
                .forEach(group -> group.tracking().scripts().stream()
                        .map(TrackReference::name)
                        .forEach(tracked::add));
        for (Written<VrrpScript> script : file.scripts()) {
            timeout(script, file);
            if (tracked.contains(script.model().name())) {
                slowScript(script, file);
            }
        }
        startupDelay(file);
    }

    /** RFC 9568, 6.1: Active_Down_Interval, with the skew of this node. */
    static Duration downInterval(VrrpInstance instance) {
        Duration unit = instance.version() == 2 ? Duration.ofSeconds(1) : instance.advertInterval();
        Duration skew = unit.multipliedBy(256L - instance.priority()).dividedBy(256);
        return instance.advertInterval()
                .multipliedBy(instance.downTimerAdverts())
                .plus(skew);
    }

    private static void takeover(Written<VrrpInstance> instance, WholeFile file) {
        VrrpInstance model = instance.model();
        Duration down = downInterval(model);
        if (down.compareTo(SLOW) > 0) {
            file.report(
                    Rule.TAKEOVER_SLOW,
                    Outline.place(instance.block(), "advert_int"),
                    model.name() + " notices a dead master only after " + Seconds.text(down),
                    "three adverts must be missed; 'advert_int 1' takes over within 4 s");
        } else if (model.downTimerAdverts() == 1) {
            file.report(
                    Rule.ONE_LOST_ADVERT,
                    Outline.last(instance.block(), "down_timer_adverts")
                            .or(() -> file.outline().global("vrrp_down_timer_adverts"))
                            .map(Outline::whole)
                            .orElse(Outline.header(instance.block())),
                    "one lost advert makes " + model.name() + " a second master",
                    "leave 3 adverts, and shorten 'advert_int' for a faster takeover");
        }
    }

    private static void timerExpired(Written<VrrpInstance> instance, WholeFile file) {
        if (instance.model().timerExpiredBackup().isPresent()
                && instance.model().preemption().preempt()) {
            file.report(
                    Rule.NO_EFFECT_WITHOUT_NOPREEMPT,
                    Outline.place(instance.block(), "timer_expired_backup"),
                    "'timer_expired_backup' works with 'nopreempt' only",
                    "add 'nopreempt', or remove it");
        }
    }

    private static void announcements(Written<VrrpInstance> instance, WholeFile file) {
        VrrpInstance model = instance.model();
        GarpSettings garp = model.garp();
        Outline.last(instance.block(), "garp_master_refresh_repeat")
                .filter(_ -> garp.masterRefresh().isZero())
                .ifPresent(repeat -> file.report(
                        Rule.REFRESH_REPEAT_ALONE,
                        Outline.whole(repeat),
                        "'garp_master_refresh_repeat' has no effect: nothing is refreshed",
                        "add 'garp_master_refresh SECONDS', or remove it"));
        Duration each = model.family() == holdfast.conf.model.AddressFamily.INET
                ? file.configuration().globalDefs().garpInterval()
                : file.configuration().globalDefs().gnaInterval();
        long packets = (long) garp.masterRepeat()
                * (model.virtualIpAddresses().size()
                        + model.virtualIpAddressesExcluded().size());
        Duration burst = each.multipliedBy(packets);
        if (burst.compareTo(SLOW) > 0) {
            file.report(
                    Rule.ANNOUNCEMENT_SLOW,
                    Outline.header(instance.block()),
                    "announcing the addresses of " + model.name() + " takes " + Seconds.text(burst) + ": " + packets
                            + " packets, " + Seconds.text(each) + " apart",
                    "use a shorter 'vrrp_garp_interval', or a smaller 'garp_master_repeat'");
        }
    }

    private static void timeout(Written<VrrpScript> script, WholeFile file) {
        VrrpScript model = script.model();
        if (model.timeout().compareTo(model.interval()) > 0) {
            file.report(
                    Rule.SCRIPT_TIMEOUT,
                    Outline.place(script.block(), "timeout"),
                    "'timeout' " + Seconds.text(model.timeout()) + " of " + model.name()
                            + " is longer than its 'interval' " + Seconds.text(model.interval())
                            + ": a hanging run makes others fall out",
                    "use a timeout of at most the interval");
        }
    }

    private static void slowScript(Written<VrrpScript> script, WholeFile file) {
        VrrpScript model = script.model();
        Duration noticed = model.interval().multipliedBy(model.fall());
        if (noticed.compareTo(SLOW) > 0) {
            Statement block = script.block();
            file.report(
                    Rule.SCRIPT_SLOW,
                    Outline.place(block, Outline.last(block, "interval").isPresent() ? "interval" : "fall"),
                    "a failure of " + model.name() + " is noticed after up to " + Seconds.text(noticed)
                            + (model.fall() > 1
                                    ? ": " + model.fall() + " runs, " + Seconds.text(model.interval()) + " apart"
                                    : ""),
                    "use a shorter 'interval' or a smaller 'fall' for a failover within seconds");
        }
    }

    private static void startupDelay(WholeFile file) {
        Duration delay = file.configuration().globalDefs().vrrpStartupDelay();
        if (delay.compareTo(LONG_START) > 0) {
            file.outline()
                    .global("vrrp_startup_delay")
                    .ifPresent(statement -> file.report(
                            Rule.STARTUP_DELAY_LONG,
                            Outline.whole(statement),
                            "for " + Seconds.text(delay) + " after its start this node takes over from nobody",
                            "the value is in seconds"));
        }
    }
}

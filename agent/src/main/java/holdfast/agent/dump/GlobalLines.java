package holdfast.agent.dump;

import holdfast.conf.model.GarpSettings;
import holdfast.conf.model.GlobalDefs;
import holdfast.linux.AddressText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The lines of {@code global_defs} in {@code keepalived.data}: those that mean something here. */
final class GlobalLines {
    private GlobalLines() {}

    static void write(Consumer<String> out, GlobalDefs globals) {
        out.accept("Network namespace = (default)");
        out.accept("Router ID = " + globals.routerId());
        out.accept("Default smtp_alert = " + setting(globals.mail().alert()));
        out.accept("Default smtp_alert_vrrp = " + setting(globals.mail().alertVrrp()));
        out.accept("Default smtp_alert_checker = " + setting(globals.mail().alertChecker()));
        out.accept("Dynamic interfaces = " + globals.dynamicInterfaces());
        out.accept("Default interface = " + globals.defaultInterface());
        out.accept("FIFO write vrrp states on reload = " + globals.fifoWriteVrrpStatesOnReload());
        out.accept("VRRP IPv4 mcast group = " + AddressText.of(globals.vrrpMcastGroup4()));
        out.accept("VRRP IPv6 mcast group = " + AddressText.of(globals.vrrpMcastGroup6()));
        garp(out, globals.garp());
        out.accept("Gratuitous ARP interval = " + seconds(globals.garpInterval()));
        out.accept("Gratuitous NA interval = " + seconds(globals.gnaInterval()));
        out.accept("VRRP default protocol version = " + globals.vrrpVersion());
        out.accept("VRRP strict mode = " + globals.vrrpStrict());
        out.accept("Script security " + (globals.enableScriptSecurity() ? "enabled" : "disabled"));
        out.accept("umask = 0%o".formatted(globals.files().umask()));
    }

    private static void garp(Consumer<String> out, GarpSettings garp) {
        out.accept("Gratuitous ARP delay = " + garp.masterDelay().toSeconds());
        out.accept("Gratuitous ARP repeat = " + garp.masterRepeat());
        out.accept("Gratuitous ARP refresh timer = " + garp.masterRefresh().toSeconds());
        out.accept("Gratuitous ARP refresh repeat = " + garp.masterRefreshRepeat());
        out.accept(
                "Gratuitous ARP lower priority delay = " + garp.lowerPrioDelay().toSeconds());
        out.accept("Gratuitous ARP lower priority repeat = " + garp.lowerPrioRepeat());
    }

    private static String setting(Optional<Boolean> value) {
        return value.map(on -> on ? "on" : "off").orElse("unset");
    }

    private static String seconds(Duration span) {
        return "%d.%06d".formatted(span.toSeconds(), span.toMillisPart() * 1000);
    }
}

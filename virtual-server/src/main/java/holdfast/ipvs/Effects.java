package holdfast.ipvs;

import holdfast.ipvs.BalancingEffect.Severity;
import holdfast.linux.IpvsRequest;
import java.util.ArrayList;
import java.util.List;

/** The effects of one event, in order. */
final class Effects {
    private final List<BalancingEffect> list = new ArrayList<>();

    void ipvs(IpvsRequest request) {
        list.add(new BalancingEffect.Ipvs(request));
    }

    void info(String text) {
        log(Severity.INFO, text);
    }

    void log(Severity severity, String text) {
        list.add(new BalancingEffect.Log(severity, text));
    }

    void add(BalancingEffect effect) {
        list.add(effect);
    }

    List<BalancingEffect> list() {
        return list;
    }
}

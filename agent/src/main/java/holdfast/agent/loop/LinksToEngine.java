package holdfast.agent.loop;

import holdfast.vip.LinkListener;
import holdfast.vip.LinkState;
import holdfast.vrrp.VrrpEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Links as the engine wants to hear of them. */
final class LinksToEngine implements LinkListener {
    private static final Logger LOG = LoggerFactory.getLogger(LinksToEngine.class);

    private final Consumer<VrrpEvent> engine;
    private final Chronicle chronicle;
    private final Map<String, Boolean> up = new HashMap<>();
    private boolean begun;
    private boolean changed;

    LinksToEngine(Consumer<VrrpEvent> engine, Chronicle chronicle) {
        this.engine = engine;
        this.chronicle = chronicle;
    }

    /** From now on what is reported is news. */
    void begin() {
        begun = true;
    }

    /** Whether anything changed since this was asked last. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    @Override
    public void linkChanged(LinkState state) {
        changed = true;
        Boolean before = up.put(state.link().name(), state.up());
        if (begun && (before == null || before != state.up())) {
            chronicle.link(state.link().name(), state.up() ? "up" : "down");
        }
        LOG.debug("Netlink reports {} {}", state.link().name(), state.up() ? "up" : "down");
        engine.accept(
                new VrrpEvent.LinkChanged(state.link().name(), state.up(), state.primaryIpv4(), state.linkLocalIpv6()));
    }

    @Override
    public void linkGone(String interfaceName) {
        changed = true;
        up.remove(interfaceName);
        chronicle.link(interfaceName, "gone");
        LOG.debug("Interface {} deleted", interfaceName);
        engine.accept(new VrrpEvent.LinkGone(interfaceName));
    }
}

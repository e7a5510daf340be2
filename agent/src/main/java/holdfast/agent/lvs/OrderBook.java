package holdfast.agent.lvs;

import holdfast.ipvs.RealServerId;
import java.util.Map;

/** Where operators' orders are kept over a restart of the daemon. On the LVS loop. */
public interface OrderBook {
    /** What was written last; nothing when there is nothing that holds. */
    Map<RealServerId, Orders> read(long now);

    /** Writes everything, instead of what was there. */
    void write(Map<RealServerId, Orders> orders, long now);

    /** A book for daemons that nobody can give orders to. */
    static OrderBook none() {
        return new OrderBook() {
            @Override
            public Map<RealServerId, Orders> read(long now) {
                return Map.of();
            }

            @Override
            public void write(Map<RealServerId, Orders> orders, long now) {
                // there is nothing to write them in
            }
        };
    }
}

package holdfast.agent.lvs.operator;

import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.VirtualServerStatus;

/** What {@code holdfast lvs list} calls servers; the same names everywhere else. */
public final class LvsNames {
    private LvsNames() {}

    /** {@code TCP 10.0.0.1:80}, {@code FWM 5}, {@code group web}. */
    public static String of(VirtualServerStatus server) {
        return VirtualServerWords.name(server);
    }

    /** {@code 10.0.0.11:80}. */
    public static String of(RealServerStatus server) {
        return ServerChoice.address(server);
    }
}

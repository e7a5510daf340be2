package holdfast.conf.schema;

import holdfast.conf.model.AuthHmac;
import holdfast.conf.model.DaemonSettings;
import holdfast.conf.model.InstanceOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rarer keywords of an instance while they are being read. Null: not given. */
final class OptionsDraft {
    final List<Located<AuthHmac.Key>> hmacKeys = new ArrayList<>();
    Located<Integer> activeKey;
    Located<AuthHmac.AntiReplay> antiReplay;
    Located<Duration> timeWindow;
    Located<AuthHmac.Mode> hmacMode;
    Located<DaemonSettings.GarpExtra> garpExtra;
    Located<Boolean> useVmacAddr;
    Located<InstanceOptions.Ipvlan> ipvlan;
    Located<String> vrf;
    Located<InstanceOptions.OldChecksum> oldUnicastChecksum;
    Located<Boolean> unicastFaultNoPeer;
    Located<Integer> kernelRxBufSize;
    Located<Integer> debug;
}

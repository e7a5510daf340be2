package holdfast.conf.schema;

import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.LinkSettings;
import holdfast.conf.model.NotifyFifo;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole configuration while it is being read: {@code global_defs} and the named blocks. Null: not given. */
final class ConfigurationDraft extends Draft {
    final GlobalDraft globals;
    final Map<String, ObjectDrafts.Script> scripts = new LinkedHashMap<>();
    final Map<String, ObjectDrafts.TrackedFile> files = new LinkedHashMap<>();
    final Map<String, ObjectDrafts.TrackedProcess> processes = new LinkedHashMap<>();
    final Map<String, InstanceDraft> instances = new LinkedHashMap<>();
    final Map<String, ObjectDrafts.Group> groups = new LinkedHashMap<>();
    final List<AddressLine.Read> staticAddresses = new ArrayList<>();
    final List<RouteLine.Read> staticRoutes = new ArrayList<>();
    final List<RuleLine.Read> staticRules = new ArrayList<>();
    final Map<String, StaticTables.TrackGroupDraft> trackGroups = new LinkedHashMap<>();
    final List<StaticTables.GarpGroupDraft> garpGroups = new ArrayList<>();
    final List<LinkSettings.Delay> delays = new ArrayList<>();
    final List<LinkSettings.LinkbeatInterface> linkbeatInterfaces = new ArrayList<>();
    Located<Boolean> linkbeatUsePolling;
    final LvsDraft lvs = new LvsDraft();
    Located<String> instance;
    Located<Boolean> usePidDir;

    ConfigurationDraft(SourceSpan file) {
        super("the file", file);
        globals = new GlobalDraft(file);
    }

    /** {@code global_defs}; several blocks fill one draft. */
    static final class GlobalDraft extends Draft {
        Located<String> routerId;
        Located<ScriptUser> scriptUser;
        Located<Boolean> scriptSecurity;
        final GarpDraft garp = new GarpDraft();
        Located<Duration> garpInterval;
        Located<Duration> gnaInterval;
        Located<Boolean> lowerPrioNoAdvert;
        Located<Boolean> higherPrioSendAdvert;
        Located<Integer> version;
        Located<InetAddress> multicastGroup4;
        Located<InetAddress> multicastGroup6;
        Located<Integer> downTimerAdverts;
        Located<Boolean> skipCheckAdvAddr;
        Located<Boolean> strict;
        Located<Boolean> checkUnicastSource;
        Located<Duration> startupDelay;
        Located<Boolean> v3ChecksumAsV2;
        Located<Boolean> ownerIgnoreAdverts;
        Located<Boolean> notifyPriorityChanges;
        Located<NotifyFifo> notifyFifo;
        Located<ScriptCommand> notifyFifoScript;
        Located<NotifyFifo> vrrpNotifyFifo;
        Located<ScriptCommand> vrrpNotifyFifoScript;
        Located<Boolean> fifoWriteStates;
        Located<String> defaultInterface;
        Located<Boolean> logUnknownVrids;
        Located<String> dynamicInterfaces;
        Located<Boolean> minGarp;
        final DaemonDrafts.Mail mail = new DaemonDrafts.Mail();
        final DaemonDrafts.Lvs lvs = new DaemonDrafts.Lvs();
        final DaemonDrafts.Processes processes = new DaemonDrafts.Processes();
        final DaemonDrafts.Daemon daemon = new DaemonDrafts.Daemon();
        final SystemDrafts.Kernel kernel = new SystemDrafts.Kernel();
        final SystemDrafts.Buffers buffers = new SystemDrafts.Buffers();
        final SystemDrafts.Monitoring monitoring = new SystemDrafts.Monitoring();
        final SystemDrafts.Files files = new SystemDrafts.Files();

        GlobalDraft(SourceSpan file) {
            super("global_defs", file);
        }
    }
}

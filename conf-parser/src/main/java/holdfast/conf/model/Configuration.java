package holdfast.conf.model;

import holdfast.conf.model.lvs.LoadBalancing;
import holdfast.conf.model.lvs.Ssl;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import java.util.List;
import java.util.Optional;

/**
 * Everything a configuration file asks for, in the order of the file.
 *
 * @param globalDefs {@code global_defs} and what stands outside blocks
 * @param vrrpScripts {@code vrrp_script} blocks, also those nobody tracks
 * @param trackFiles {@code track_file} blocks
 * @param vrrpTrackProcesses {@code vrrp_track_process} blocks
 * @param vrrpInstances {@code vrrp_instance} blocks that can run
 * @param vrrpSyncGroups {@code vrrp_sync_group} blocks with at least one known member
 * @param staticEntries {@code static_*} and {@code track_group} blocks
 * @param linkSettings {@code garp_group}, {@code interface_up_down_delays}, {@code linkbeat_interfaces}; not acted on yet
 * @param loadBalancing virtual servers and what belongs to them
 * @param bfdInstances {@code bfd_instance} blocks that can run
 * @param droppedBfds {@code bfd_instance} blocks that cannot run and are tracked all the same; none when read as meant
 */
public record Configuration(
        GlobalDefs globalDefs,
        List<VrrpScript> vrrpScripts,
        List<TrackFile> trackFiles,
        List<VrrpTrackProcess> vrrpTrackProcesses,
        List<VrrpInstance> vrrpInstances,
        List<VrrpSyncGroup> vrrpSyncGroups,
        StaticEntries staticEntries,
        LinkSettings linkSettings,
        LoadBalancing loadBalancing,
        List<BfdInstance> bfdInstances,
        List<DroppedBfd> droppedBfds) {
    /** Copies the lists. */
    public Configuration {
        vrrpScripts = List.copyOf(vrrpScripts);
        trackFiles = List.copyOf(trackFiles);
        vrrpTrackProcesses = List.copyOf(vrrpTrackProcesses);
        vrrpInstances = List.copyOf(vrrpInstances);
        vrrpSyncGroups = List.copyOf(vrrpSyncGroups);
        bfdInstances = List.copyOf(bfdInstances);
        droppedBfds = List.copyOf(droppedBfds);
    }

    /** The same without instances and groups, and what only they track. */
    public Configuration withoutVrrp() {
        return new Configuration(
                globalDefs,
                List.of(),
                trackFiles,
                List.of(),
                List.of(),
                List.of(),
                staticEntries,
                linkSettings,
                loadBalancing,
                bfdInstances,
                droppedBfds);
    }

    /**
     * The same with other virtual servers.
     *
     * @param servers instead of {@link #virtualServers()}
     */
    public Configuration withVirtualServers(List<VirtualServer> servers) {
        return new Configuration(
                globalDefs,
                vrrpScripts,
                trackFiles,
                vrrpTrackProcesses,
                vrrpInstances,
                vrrpSyncGroups,
                staticEntries,
                linkSettings,
                new LoadBalancing(servers, loadBalancing.virtualServerGroups(), loadBalancing.ssl()),
                bfdInstances,
                droppedBfds);
    }

    /** The instance of that name, if there is one. */
    public Optional<VrrpInstance> vrrpInstance(String name) {
        return vrrpInstances.stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst();
    }

    /** The script of that name, if there is one. */
    public Optional<VrrpScript> vrrpScript(String name) {
        return vrrpScripts.stream().filter(script -> script.name().equals(name)).findFirst();
    }

    /** {@code virtual_server} blocks with at least one usable real server. */
    public List<VirtualServer> virtualServers() {
        return loadBalancing.virtualServers();
    }

    /** {@code virtual_server_group} blocks with at least one usable line. */
    public List<VirtualServerGroup> virtualServerGroups() {
        return loadBalancing.virtualServerGroups();
    }

    /** The {@code SSL} block, if there is one. */
    public Optional<Ssl> ssl() {
        return loadBalancing.ssl();
    }
}

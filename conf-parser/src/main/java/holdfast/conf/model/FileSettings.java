package holdfast.conf.model;

import java.util.Optional;

/**
 * Files the daemon reads and writes. Nothing acts on this so far.
 *
 * @param umask {@code umask}: mode bits that new files do not get, 0 to 0777, default 0177
 * @param useSymlinkPaths {@code use_symlink_paths}: scripts are called by the path in the file
 * @param configSaveDir {@code config_save_dir}: where the file is kept as it was read
 * @param tmpConfigDirectory {@code tmp_config_directory}: where it is kept for the other processes
 * @param stateDump {@code state_dump_file}, default {@code /tmp/keepalived.data}
 * @param statsDump {@code stats_dump_file}, default {@code /tmp/keepalived.stats}
 * @param jsonDump {@code json_dump_file}, default {@code /tmp/keepalived.json}
 * @param jsonVersion {@code json_version}, 1 or 2
 * @param dataUseInstance {@code data_use_instance}: names of dump files have the name of the instance in them
 */
public record FileSettings(
        int umask,
        boolean useSymlinkPaths,
        Optional<String> configSaveDir,
        Optional<String> tmpConfigDirectory,
        String stateDump,
        String statsDump,
        String jsonDump,
        int jsonVersion,
        boolean dataUseInstance) {}

package holdfast.agent.lvs;

import holdfast.check.CheckDefinition;
import holdfast.ipvs.VirtualServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one {@code virtual_server} block came to.
 *
 * @param server for the pool
 * @param checks on the checks' own loop
 * @param fileChecks that follow tracked files
 * @param bfdChecks that follow BFD sessions
 * @param scripts by the names that the pool has for them
 * @param lasting the same block comes to the same again in the same {@link TranslationMemory.Surroundings}, with nothing to say about it: no
 *     program had to be found on this machine
 */
record TranslatedServer(
        VirtualServer server,
        List<MadeCheck> checks,
        List<ByFile> fileChecks,
        List<BySession> bfdChecks,
        Map<String, LvsPlan.NotifyCall> scripts,
        boolean lasting) {
    /** Copies the collections. */
    TranslatedServer {
        checks = List.copyOf(checks);
        fileChecks = List.copyOf(fileChecks);
        bfdChecks = List.copyOf(bfdChecks);
        scripts = Map.copyOf(scripts);
    }

    /** A check, and whose it is. */
    record MadeCheck(CheckDefinition definition, LvsPlan.CheckerId checker) {}

    /** A check that follows the tracked file of this name. */
    record ByFile(String file, LvsPlan.FileChecker checker) {}

    /** A check that follows the BFD session of this name. */
    record BySession(String session, LvsPlan.CheckerId checker) {}

    /** What the translation of a block finds besides the virtual server itself. */
    static final class Parts {
        private final List<MadeCheck> checks = new ArrayList<>();
        private final List<ByFile> fileChecks = new ArrayList<>();
        private final List<BySession> bfdChecks = new ArrayList<>();
        private final Map<String, LvsPlan.NotifyCall> scripts = new LinkedHashMap<>();
        private boolean lasting = true;

        void add(MadeCheck check) {
            checks.add(check);
        }

        void add(ByFile check) {
            fileChecks.add(check);
        }

        void add(BySession check) {
            bfdChecks.add(check);
        }

        void add(String name, LvsPlan.NotifyCall script) {
            scripts.put(name, script);
        }

        /** This machine was asked, or something was said about it: to be done again the next time. */
        void onlyForNow() {
            lasting = false;
        }

        TranslatedServer with(VirtualServer server) {
            return new TranslatedServer(server, checks, fileChecks, bfdChecks, scripts, lasting);
        }
    }
}

package holdfast.agent.lvs;

import holdfast.check.TlsIdentity;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What virtual servers came to in the plan before, by the objects that a reader has given, and gives again while the text is the same. Never
 * changed once it is handed on.
 *
 * @param surroundings of that plan
 * @param servers by identity
 */
record TranslationMemory(Surroundings surroundings, IdentityHashMap<VirtualServer, TranslatedServer> servers) {
    /** Nothing was planned before. */
    static TranslationMemory none() {
        return new TranslationMemory(
                new Surroundings(Map.of(), Optional.empty(), Optional.empty()), new IdentityHashMap<>());
    }

    /**
     * What a translation depends on besides the block itself.
     *
     * @param groups by name
     * @param greeting of {@code SMTP_CHECK}
     * @param identity of {@code SSL_GET}; empty: there was none
     */
    record Surroundings(
            Map<String, VirtualServerGroup> groups, Optional<String> greeting, Optional<TlsIdentity> identity) {}
}

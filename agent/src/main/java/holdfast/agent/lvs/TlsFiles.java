package holdfast.agent.lvs;

import holdfast.check.PemFile;
import holdfast.check.TlsIdentity;
import holdfast.conf.model.lvs.Ssl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the {@code SSL} block names. */
final class TlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    /** What the whole machine trusts: Debian's and Red Hat's places. */
    private static final List<String> OF_THE_SYSTEM =
            List.of("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt");

    private TlsFiles() {}

    /**
     * What {@code SSL_GET} shows of itself and trusts; nothing of its own, with a line in the log, when something of it cannot be used.
     *
     * @param block {@code SSL}
     * @param verify whether it matters what is trusted: without {@code ca} that is what the system trusts, else what the Java runtime does
     */
    static TlsIdentity identity(Optional<Ssl> block, boolean verify) {
        try {
            Optional<String> ca = block.flatMap(Ssl::ca).or(() -> verify ? ofTheSystem() : Optional.empty());
            return TlsIdentity.of(
                    read(ca),
                    read(block.flatMap(Ssl::certificate)),
                    read(block.flatMap(Ssl::key)),
                    block.flatMap(Ssl::password));
        } catch (IOException e) {
            LOG.error("SSL: {} cannot be read; SSL_GET goes on without a certificate of its own", e.getMessage());
        } catch (GeneralSecurityException e) {
            LOG.error("{}; SSL_GET goes on without a certificate of its own", e.getMessage());
        }
        return TlsIdentity.none();
    }

    private static Optional<String> ofTheSystem() {
        return OF_THE_SYSTEM.stream()
                .filter(file -> Files.isReadable(Path.of(file)))
                .findFirst();
    }

    private static Optional<PemFile> read(Optional<String> file) throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PemFile(file.get(), Files.readString(Path.of(file.get()), StandardCharsets.ISO_8859_1)));
    }
}

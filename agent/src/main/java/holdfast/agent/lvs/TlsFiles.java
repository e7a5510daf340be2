package holdfast.agent.lvs;

import holdfast.check.PemFile;
import holdfast.check.TlsIdentity;
import holdfast.conf.model.lvs.Ssl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the {@code SSL} block names. */
final class TlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    private TlsFiles() {}

    /** What {@code SSL_GET} shows of itself; nothing, with a line in the log, when something of it cannot be used. */
    static TlsIdentity identity(Optional<Ssl> block) {
        if (block.isEmpty()) {
            return TlsIdentity.none();
        }
        Ssl ssl = block.get();
        try {
            return TlsIdentity.of(read(ssl.ca()), read(ssl.certificate()), read(ssl.key()), ssl.password());
        } catch (IOException e) {
            LOG.error("SSL: {} cannot be read; SSL_GET goes on without a certificate of its own", e.getMessage());
        } catch (GeneralSecurityException e) {
            LOG.error("{}; SSL_GET goes on without a certificate of its own", e.getMessage());
        }
        return TlsIdentity.none();
    }

    private static Optional<PemFile> read(Optional<String> file) throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PemFile(file.get(), Files.readString(Path.of(file.get()), StandardCharsets.ISO_8859_1)));
    }
}

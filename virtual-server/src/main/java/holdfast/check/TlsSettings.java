package holdfast.check;

import java.util.Optional;

/**
 * How {@code SSL_GET} speaks TLS.
 *
 * @param identity what the client shows and trusts
 * @param sendServerName {@code enable_sni}
 * @param serverName {@code sni_name}: the name to send instead of the URL's virtual host
 * @param closeMessageRequired {@code tls_compliant}
 * @param verify the server's certificate must be trusted and made for the name; an addition of Holdfast, off as in Keepalived
 */
public record TlsSettings(
        TlsIdentity identity,
        boolean sendServerName,
        Optional<String> serverName,
        boolean closeMessageRequired,
        boolean verify) {
    /** As Keepalived does it unless told otherwise: no name sent, nothing verified. */
    public static TlsSettings plain() {
        return new TlsSettings(TlsIdentity.none(), false, Optional.empty(), false, false);
    }
}

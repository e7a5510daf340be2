package holdfast.conf.model.lvs;

import java.util.Optional;

/**
 * What {@code SSL_GET} shows of itself to the servers it checks; without any of it a context is made up.
 *
 * @param password of the key file
 * @param ca file of certificates to trust
 * @param certificate file of the own certificate
 * @param key file of its key
 */
public record Ssl(Optional<String> password, Optional<String> ca, Optional<String> certificate, Optional<String> key) {}

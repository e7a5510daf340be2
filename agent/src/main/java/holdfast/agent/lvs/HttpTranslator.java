package holdfast.agent.lvs;

import holdfast.check.BodyRegex;
import holdfast.check.CheckedUrl.StatusCodes;
import holdfast.check.HttpCheck;
import holdfast.check.HttpProtocol;
import holdfast.check.Target;
import holdfast.check.TlsIdentity;
import holdfast.check.TlsSettings;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.CheckedUrl;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates {@code HTTP_GET} and {@code SSL_GET}. */
final class HttpTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTranslator.class);

    private final Supplier<TlsIdentity> files;
    private final boolean verify;
    private Optional<TlsIdentity> identity = Optional.empty();

    /**
     * For one configuration.
     *
     * @param files reads what the {@code SSL} block names; asked once, and only if there is an {@code SSL_GET}
     * @param verify whether certificates of servers must be trusted
     */
    HttpTranslator(Supplier<TlsIdentity> files, boolean verify) {
        this.files = files;
        this.verify = verify;
    }

    /** @param name of the real server in messages */
    HttpCheck translate(Check.Http http, Target target, String name, TranslatedServer.Parts parts) {
        return new HttpCheck(
                target,
                http.ssl() ? Optional.of(tls(http)) : Optional.empty(),
                switch (http.protocol()) {
                    case HTTP_1_0 -> HttpProtocol.HTTP_1_0;
                    case HTTP_1_0_CLOSE -> HttpProtocol.HTTP_1_0_CLOSE;
                    case HTTP_1_1 -> HttpProtocol.HTTP_1_1;
                },
                http.fastRecovery(),
                http.urls().stream().map(url -> url(url, name, parts)).toList());
    }

    /** What {@code SSL_GET} shows of itself and trusts. */
    TlsIdentity identity() {
        if (identity.isEmpty()) {
            identity = Optional.of(files.get());
        }
        return identity.get();
    }

    /** The same; empty when nobody has asked for it. */
    Optional<TlsIdentity> identityIfAsked() {
        return identity;
    }

    private TlsSettings tls(Check.Http http) {
        return new TlsSettings(identity(), http.enableSni(), http.sniName(), http.tlsCompliant(), verify);
    }

    private static holdfast.check.CheckedUrl url(CheckedUrl url, String name, TranslatedServer.Parts parts) {
        return new holdfast.check.CheckedUrl(
                url.path(),
                url.statusCodes().stream()
                        .map(codes -> new StatusCodes(codes.first(), codes.last()))
                        .toList(),
                url.digest(),
                url.virtualHost(),
                url.regex().flatMap(regex -> regex(regex, name, parts)));
    }

    private static Optional<BodyRegex> regex(CheckedUrl.Regex regex, String name, TranslatedServer.Parts parts) {
        try {
            return Optional.of(new BodyRegex(
                    regex.pattern(),
                    regex.mustNotMatch(),
                    Set.copyOf(regex.options()),
                    regex.minOffset(),
                    regex.maxOffset()));
        } catch (IllegalArgumentException e) {
            parts.onlyForNow();
            LOG.error("{}: {}; the check goes on without it", name, e.getMessage());
            return Optional.empty();
        }
    }
}

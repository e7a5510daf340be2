package holdfast.check;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/**
 * {@code HTTP_GET} and {@code SSL_GET}: each URL in turn answers as expected.
 *
 * @param target where to
 * @param tls empty for {@code HTTP_GET}
 * @param protocol {@code http_protocol}
 * @param fastRecovery no delay between URLs until the service is up
 * @param urls at least one
 */
public record HttpCheck(
        Target target, Optional<TlsSettings> tls, HttpProtocol protocol, boolean fastRecovery, List<CheckedUrl> urls)
        implements Check {
    /** Copies the list. */
    public HttpCheck {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("no url");
        }
    }

    @Override
    public String keyword() {
        return tls.isPresent() ? "SSL_GET" : "HTTP_GET";
    }

    @Override
    public int parts() {
        return urls.size();
    }

    @Override
    public boolean partsAtOnceWhileDown() {
        return fastRecovery;
    }

    @Override
    public RetryRule retryRule() {
        return RetryRule.WHOLE_ROUND;
    }

    @Override
    public Probe begin(Attempt attempt) throws IOException {
        CheckedUrl url = urls.get(attempt.part());
        SSLEngine engine = tls.map(
                        settings -> settings.identity().engine(settings, url.virtualHost(), target.address()))
                .orElse(null);
        byte[] request = HttpRequest.bytes(
                protocol, url.path(), url.virtualHost().orElseGet(() -> HostHeader.of(target.address())));
        boolean closeMessageRequired =
                tls.map(TlsSettings::closeMessageRequired).orElse(false);
        return new HttpExchange(target, engine, closeMessageRequired, request, new UrlJudge(url), attempt);
    }
}

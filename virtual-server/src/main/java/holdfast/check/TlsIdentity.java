package holdfast.check;

import holdfast.linux.AddressText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What {@code SSL_GET} shows of itself and whom it trusts: the {@code SSL} block. Equal when made from the same files with the same content.
 * Safe on any thread.
 */
public final class TlsIdentity {
    private final List<PemFile> sources;
    private final SSLContext trusting;
    private final KeyManager[] keys;
    private final TrustManager[] trust;

    /** Made when it is first asked for: it reads the runtime's certificates, and few will want it. */
    private SSLContext verifying;

    private TlsIdentity(List<PemFile> sources, KeyManager[] keys, TrustManager[] trust)
            throws GeneralSecurityException {
        this.sources = sources;
        trusting = context(keys, new TrustManager[] {new TrustsAll()});
        this.keys = keys;
        this.trust = trust;
    }

    /** Shows nothing; trusts, where verification is asked for, what the Java runtime trusts. */
    public static TlsIdentity none() {
        try {
            return new TlsIdentity(List.of(), null, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    /**
     * As the {@code SSL} block says. Only content is taken here: reading the files is up to the caller.
     *
     * @param ca certificates to trust, PEM
     * @param certificate the own certificate and those it depends on, PEM
     * @param key its private key, PEM
     * @param password of the key
     * @throws GeneralSecurityException something of it cannot be used, in words for the user
     */
    public static TlsIdentity of(
            Optional<PemFile> ca, Optional<PemFile> certificate, Optional<PemFile> key, Optional<String> password)
            throws GeneralSecurityException {
        if (certificate.isPresent() != key.isPresent()) {
            throw new GeneralSecurityException("SSL: 'certificate' and 'key' go together");
        }
        KeyManager[] keys = null;
        if (certificate.isPresent() && key.isPresent()) {
            keys = keyManagers(certificate.get(), key.get(), password);
        }
        TrustManager[] trust = ca.isPresent() ? trustManagers(ca.get()) : null;
        return new TlsIdentity(
                Stream.of(ca, certificate, key).flatMap(Optional::stream).toList(), keys, trust);
    }

    /** A client's end of a connection. */
    SSLEngine engine(TlsSettings settings, Optional<String> virtualHost, InetSocketAddress address) {
        Optional<String> name = settings.serverName().or(() -> virtualHost);
        SSLContext context = settings.verify() ? verifying() : trusting;
        SSLEngine engine = settings.verify()
                ? context.createSSLEngine(name.orElse(AddressText.of(address.getAddress())), address.getPort())
                : context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(
                settings.sendServerName()
                        ? name.flatMap(TlsIdentity::hostName).stream().toList()
                        : List.of());
        if (settings.verify()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private synchronized SSLContext verifying() {
        if (verifying == null) {
            try {
                verifying = context(keys, trust);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java runtime has no certificates to trust", e);
            }
        }
        return verifying;
    }

    private static Optional<SNIServerName> hostName(String name) {
        try {
            return Optional.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // such as an address with a port: no host name, nothing to send (RFC 6066, 3)
        }
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private static KeyManager[] keyManagers(PemFile certificate, PemFile key, Optional<String> password)
            throws GeneralSecurityException {
        KeyStore store = emptyStore();
        var noPassword = new char[0];
        store.setKeyEntry(
                "own",
                key.privateKey(password.orElse("").toCharArray()),
                noPassword,
                certificate.certificates().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, noPassword);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trustManagers(PemFile ca) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        int number = 0;
        for (X509Certificate certificate : ca.certificates()) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return store;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsIdentity identity && sources.equals(identity.sources);
    }

    @Override
    public int hashCode() {
        return sources.hashCode();
    }

    @Override
    public String toString() {
        return "TlsIdentity" + sources;
    }

    /** A health check asks whether a service works; Keepalived verifies no certificate, and expired ones are no outage. */
    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

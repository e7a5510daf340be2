package holdfast.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A file with certificates or a key in PEM (RFC 7468).
 *
 * @param name its path, for messages
 * @param text its content
 */
public record PemFile(String name, String text) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:[A-Z]+ )*PRIVATE KEY)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    List<X509Certificate> certificates() throws GeneralSecurityException {
        var input = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(input).stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (found.isEmpty()) {
            throw new GeneralSecurityException("'" + name + "' has no certificate in PEM");
        }
        return found;
    }

    PrivateKey privateKey(char[] password) throws GeneralSecurityException {
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw new GeneralSecurityException("'" + name + "' has no private key in PEM");
        }
        byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
        return switch (matcher.group(1)) {
            case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(content));
            case "ENCRYPTED PRIVATE KEY" -> key(decrypted(content, password));
            default ->
                throw new GeneralSecurityException(
                        "'" + name + "' has a key of an old form: convert it with 'openssl pkcs8 -topk8 -nocrypt'");
        };
    }

    private PKCS8EncodedKeySpec decrypted(byte[] content, char[] password) throws GeneralSecurityException {
        try {
            var info = new EncryptedPrivateKeyInfo(content);
            String algorithm = info.getAlgParameters().toString(); // the name of the scheme, with PBES2
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (IOException e) {
            throw new GeneralSecurityException("'" + name + "' has a key that cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException("'" + name + "': the password does not open the key", e);
        }
    }

    private PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                // a key of another algorithm
            }
        }
        throw new GeneralSecurityException("'" + name + "' has a key that is neither RSA nor EC nor EdDSA");
    }

    /** Without the content, which may be a key. */
    @Override
    public String toString() {
        return name;
    }
}

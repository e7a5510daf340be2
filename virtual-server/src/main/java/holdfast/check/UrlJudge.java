package holdfast.check;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges an answer by what a {@code url} block asks for. Of a chunked body the digest may be that of the body, or that of the bytes as sent,
 * framing included, which is what Keepalived computes.
 */
final class UrlJudge implements HttpListener {
    private final CheckedUrl url;
    private final MessageDigest ofSent;
    private final RegexSearch search;
    private MessageDigest ofBody;
    private int status;

    UrlJudge(CheckedUrl url) {
        this.url = url;
        ofSent = url.digest().isPresent() ? md5() : null;
        search = url.regex().map(RegexSearch::new).orElse(null);
    }

    @Override
    public Optional<Verdict> header(HttpHeader header) {
        status = header.status();
        if (header.chunked() && ofSent != null) {
            ofBody = md5();
        }
        if (url.accepts(status)) {
            return Optional.empty();
        }
        String wanted = url.statusCodes().stream().map(Object::toString).collect(Collectors.joining(", "));
        return Optional.of(failed("status code " + status + " instead of " + wanted));
    }

    @Override
    public void sent(ByteBuffer bytes) {
        if (ofSent != null) {
            ofSent.update(bytes);
        }
    }

    @Override
    public void body(ByteBuffer bytes) {
        if (ofBody != null) {
            ofBody.update(bytes.duplicate());
        }
        if (search != null) {
            search.feed(bytes);
        }
    }

    @Override
    public Verdict end(boolean whole) {
        if (ofSent != null) {
            String wanted = url.digest().orElseThrow();
            String found = HexFormat.of().formatHex(ofSent.digest());
            boolean good = wanted.equals(found)
                    || (ofBody != null && wanted.equals(HexFormat.of().formatHex(ofBody.digest())));
            if (!good) {
                return failed("the body's digest is " + found + " instead of " + wanted + shortNote(whole));
            }
        }
        if (search != null) {
            Optional<String> wrong = search.finish();
            if (wrong.isPresent()) {
                return failed(wrong.get() + shortNote(whole));
            }
        }
        return new Verdict.Passed("status code " + status + " for " + url.path() + shortNote(whole));
    }

    private Verdict.Failed failed(String why) {
        return new Verdict.Failed(why + " for " + url.path());
    }

    private static String shortNote(boolean whole) {
        return whole ? "" : " (the body is shorter than announced)";
    }

    /** A digest that every JDK has (java.security.MessageDigest). */
    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

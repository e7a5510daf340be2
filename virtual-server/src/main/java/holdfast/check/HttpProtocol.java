package holdfast.check;

/** {@code http_protocol}. */
public enum HttpProtocol {
    /** {@code 1.0}. */
    HTTP_1_0("1.0", false),
    /** {@code 1.0C}: with {@code Connection: close}. */
    HTTP_1_0_CLOSE("1.0", true),
    /** {@code 1.1}, with {@code Connection: close}. */
    HTTP_1_1("1.1", true);

    private final String version;
    private final boolean close;

    HttpProtocol(String version, boolean close) {
        this.version = version;
        this.close = close;
    }

    String version() {
        return version;
    }

    boolean close() {
        return close;
    }
}

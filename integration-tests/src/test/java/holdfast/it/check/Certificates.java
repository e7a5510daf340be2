package holdfast.it.check;

import java.nio.file.Path;
import java.util.List;

/** Keys and certificates of servers and clients, in folder {@code tls}; each certifies itself. */
record Certificates(CheckLab lab) {
    /** Makes {@code NAME.pem} and {@code NAME.key}. */
    void make(String name, String host) {
        lab.server().run(List.of("mkdir", "-p", key(name).getParent().toString()));
        lab.server()
                .run(List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + host,
                        "-addext",
                        "subjectAltName=DNS:" + host,
                        "-keyout",
                        key(name).toString(),
                        "-out",
                        certificate(name).toString()));
    }

    Path key(String name) {
        return lab.server().directory().resolve("tls").resolve(name + ".key");
    }

    Path certificate(String name) {
        return lab.server().directory().resolve("tls").resolve(name + ".pem");
    }
}

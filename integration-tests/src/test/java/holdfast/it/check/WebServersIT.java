package holdfast.it.check;

import holdfast.drill.lab.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HTTP_GET and SSL_GET of Debian's nginx. */
class WebServersIT {
    private static final String NGINX = """
            daemon off;
            pid FOLDER/nginx.pid;
            error_log stderr;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path FOLDER/temp1;
                proxy_temp_path FOLDER/temp2;
                fastcgi_temp_path FOLDER/temp3;
                uwsgi_temp_path FOLDER/temp4;
                scgi_temp_path FOLDER/temp5;
                default_type text/html;
                ssl_protocols TLSv1.2 TLSv1.3;
                server {
                    listen 80 default_server;
                    listen [::]:80 default_server;
                    root FOLDER/www;
                    location /parts/ { ssi on; }
                    location /moved { return 302 /; }
                    location /down { return 503; }
                    location /host { return 200 "host $host, asked by $http_user_agent"; }
                }
                server {
                    listen 80;
                    server_name www.example.org;
                    location / { return 200 "this is www"; }
                }
                server {
                    listen 443 ssl default_server;
                    ssl_certificate FOLDER/tls/any.pem;
                    ssl_certificate_key FOLDER/tls/any.key;
                    location / { return 200 "name '$ssl_server_name' over $ssl_protocol"; }
                }
                server {
                    listen 443 ssl;
                    server_name www.example.org;
                    ssl_certificate FOLDER/tls/www.pem;
                    ssl_certificate_key FOLDER/tls/www.key;
                    location / { return 200 "name '$ssl_server_name' over $ssl_protocol"; }
                }
                server {
                    listen 444 ssl default_server;
                    ssl_reject_handshake on;
                }
                server {
                    listen 444 ssl;
                    server_name www.example.org;
                    ssl_certificate FOLDER/tls/www.pem;
                    ssl_certificate_key FOLDER/tls/www.key;
                    location / { return 200 "strict"; }
                }
            }
            """;

    private static HostProcess nginx(CheckLab lab) {
        return lab.serve(
                "nginx", "-c", lab.server().directory().resolve("nginx.conf").toString(), "-e", "stderr");
    }

    private static void prepare(CheckLab lab) {
        Certificates certificates = new Certificates(lab);
        certificates.make("any", "any.example.org");
        certificates.make("www", "www.example.org");
        lab.file("www/index.html", "It works\n");
        lab.file("www/health", "alive\n");
        lab.file("www/parts/index.html", "<!--#echo var=\"host\" -->\nput together\n");
        lab.file("www/large", "0123456789abcdef".repeat(300_000));
        lab.file("nginx.conf", NGINX.replace("FOLDER", lab.server().directory().toString()));
        // its workers are another user, who must get there
        lab.server().run(List.of("chmod", "-R", "a+rX", lab.server().directory().toString()));
        lab.server()
                .run(List.of(
                        "chmod", "a+x", lab.server().directory().getParent().toString()));
    }

    /** What Keepalived's genhash prints for a page. */
    private static String genhash(CheckLab lab, String path, String... options) {
        List<String> argv = new ArrayList<>(List.of("genhash", "-s", CheckLab.SERVER, "-p", "80", "-u", path));
        argv.addAll(List.of(options));
        String printed = lab.director().run(argv).strip();
        return printed.substring(printed.lastIndexOf(' ') + 1);
    }

    private static String[] get(String... lines) {
        return ("HTTP_GET {\n url {\n" + String.join("\n", lines) + "\n }\n}").split("\n", -1);
    }

    @Test
    void nginxIsUpAsLongAsItAnswersAsItShould() {
        CheckLab.test(lab -> {
            prepare(lab);
            HostProcess nginx = nginx(lab);
            lab.awaitListening(80);
            CheckConf conf = CheckConf.empty()
                    .check("index", 80, get("path /"))
                    .check("IPv6", CheckLab.SERVER_IPV6, 80, get("path /", "status_code 200"))
                    .check("health", 80, get("path /health", "status_code 200"))
                    .check("moved", 80, get("path /moved", "status_code 302"))
                    .check("moved is not 200", 80, get("path /moved", "status_code 200"))
                    .check("in the range", 80, get("path /down", "status_code 500-599"))
                    .check("not in the range", 80, get("path /down", "status_code 200-299"))
                    .check("digest", 80, get("path /health", "digest " + genhash(lab, "/health")))
                    .check("digest of much", 80, get("path /large", "digest " + genhash(lab, "/large")))
                    .check("another digest", 80, get("path /", "digest " + genhash(lab, "/health")))
                    .check("host", 80, get("path /x", "virtualhost www.example.org", "regex \"^this is www$\""))
                    .check("no host", 80, get("path /host", "regex \"host 192.0.2.2, asked by KeepAlive\""))
                    .check("regex", 80, get("path /", "regex \"[Ii]t +works\""))
                    .check("no such text", 80, get("path /", "regex \"broken\""))
                    .check("a text that must not be", 80, get("path /", "regex_no_match", "regex \"broken\""))
                    .check(
                            "HTTP/1.1 in chunks",
                            80,
                            "HTTP_GET {",
                            "http_protocol 1.1",
                            "url {",
                            "path /parts/",
                            "regex \"\\nput together\\n$\"",
                            "}",
                            "}")
                    .check("two pages", 80, twoPages());
            Verdicts verdicts = lab.check(conf);
            for (String name : List.of(
                    "index",
                    "IPv6",
                    "health",
                    "moved",
                    "in the range",
                    "digest",
                    "digest of much",
                    "host",
                    "no host",
                    "regex",
                    "a text that must not be",
                    "HTTP/1.1 in chunks",
                    "two pages")) {
                verdicts.awaitUp(name);
            }
            verdicts.awaitDown("moved is not 200", "status code 302 instead of 200 for /moved");
            verdicts.awaitDown("not in the range", "status code 503 instead of 200-299 for /down");
            verdicts.awaitDown(
                    "another digest",
                    "the body's digest is " + genhash(lab, "/") + " instead of " + genhash(lab, "/health") + " for /");
            verdicts.awaitDown("no such text", "the body does not match the regex for /");

            move(lab, "health", "elsewhere");
            verdicts.awaitDown("health", "status code 404 instead of 200 for /health");
            verdicts.awaitDown("two pages", "status code 404 instead of 200 for /health");
            verdicts.awaitUp("index");
            move(lab, "elsewhere", "health");
            verdicts.awaitUp("health");
            verdicts.awaitUp("two pages");

            nginx.kill();
            for (String name : conf.names()) {
                verdicts.awaitDown(name, "connection refused");
            }
            nginx(lab);
            for (String name : List.of("index", "IPv6", "digest of much", "host", "HTTP/1.1 in chunks", "two pages")) {
                verdicts.awaitUp(name);
            }
        });
    }

    private static String[] twoPages() {
        return "HTTP_GET {\nurl {\npath /\nstatus_code 200\n}\nurl {\npath /health\nstatus_code 200\n}\n}"
                .split("\n", -1);
    }

    private static String[] sslGet(String before, String... lines) {
        return ("SSL_GET {\n" + before + "\n url {\n" + String.join("\n", lines) + "\n }\n}").split("\n", -1);
    }

    @Test
    void nginxWithSeveralCertificatesIsAskedForTheRightOne() {
        CheckLab.test(lab -> {
            prepare(lab);
            HostProcess nginx = nginx(lab);
            CheckConf conf = CheckConf.empty()
                    .check("no name", 443, sslGet("", "path /", "regex \"name '' over TLSv1.3\""))
                    .check(
                            "name of the virtual host",
                            443,
                            sslGet(
                                    "enable_sni",
                                    "path /",
                                    "virtualhost www.example.org",
                                    "regex \"name 'www.example.org'\""))
                    .check("must have a name", 444, sslGet("", "path /", "status_code 200"))
                    .check(
                            "has it",
                            444,
                            sslGet("enable_sni", "path /", "virtualhost www.example.org", "regex \"strict\""))
                    .check("TLS of a server without", 80, sslGet("", "path /", "status_code 200"))
                    .check("HTTP of a server with TLS", 443, get("path /", "status_code 200"));
            Verdicts verdicts = lab.check(conf);
            for (String name : List.of("no name", "name of the virtual host", "has it")) {
                verdicts.awaitUp(name);
            }
            verdicts.awaitDownMatching("must have a name", "TLS: .*unrecognized_name.*");
            verdicts.awaitDownMatching("TLS of a server without", "TLS: .*");
            verdicts.awaitDown("HTTP of a server with TLS", "status code 400 instead of 200 for /");
            nginx.kill();
            verdicts.awaitDown("has it", "connection refused");
            nginx(lab);
            verdicts.awaitUp("has it");
        });
    }

    private static void move(CheckLab lab, String from, String to) throws IOException {
        Path www = lab.server().directory().resolve("www");
        Files.move(www.resolve(from), www.resolve(to));
    }
}

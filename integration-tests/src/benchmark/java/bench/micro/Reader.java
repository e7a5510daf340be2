package bench.micro;

import bench.ManyServers;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.ParseResult;
import holdfast.conf.SourceLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A configuration file read: text to meaning and findings. */
@State(Scope.Thread)
public class Reader extends DaemonLike {
    private static final String PAIR = """
            global_defs {
                router_id lb1
                enable_script_security
                script_user root
            }

            vrrp_script haproxy {
                script "/usr/bin/pgrep haproxy"
                interval 2
                weight -20
            }

            vrrp_instance VI_1 {
                state MASTER
                interface eth0
                virtual_router_id 51
                priority 101
                advert_int 1
                authentication {
                    auth_type PASS
                    auth_pass secret
                }
                virtual_ipaddress {
                    192.0.2.100/24 dev eth0 label eth0:1
                }
                track_script {
                    haproxy
                }
            }
            """;

    private static final ParseEnvironment NODE = ParseEnvironment.ofHost("lb1");

    /** How many virtual servers; 0 is a file with a virtual router and its script. */
    @Param({"0", "10000"})
    public int virtualServers;

    private SourceLoader.Content content;

    /** Writes the file. */
    @Setup
    public void prepare() {
        String text = virtualServers == 0 ? PAIR : ManyServers.file(virtualServers);
        content = new SourceLoader.Content(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads it. */
    @Benchmark
    public ParseResult read() {
        return ConfigurationReader.read(
                new SourceLoader() {
                    @Override
                    public List<String> glob(String directory, String pattern) {
                        return List.of(pattern);
                    }

                    @Override
                    public ReadOutcome read(String path) {
                        return content;
                    }
                },
                "keepalived.conf",
                NODE);
    }
}

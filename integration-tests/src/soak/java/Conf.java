import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the nodes' keepalived.conf holds. */
final class Conf {
    /** The address some reloads add to V7, which keepalived has not: it does not believe adverts with other addresses than its own. */
    static final String EXTRA = "192.0.2.200";

    /**
     * What a reload changes.
     *
     * @param extra whether V7 has one more address
     * @param lowered by how much the priority of V1 and V2 is lower
     */
    record Variation(boolean extra, int lowered) {
        static final Variation NONE = new Variation(false, 0);
    }

    private Conf() {}

    static String text(String node, List<Instance> instances, Path directory, Variation variation) {
        boolean holdfast = !node.equals("n3");
        String trackers = holdfast ? """
                vrrp_script chk {
                    script "/usr/bin/test -e %1$s/well"
                    interval 1
                    rise 1
                    fall 1
                    weight -40
                }
                vrrp_track_file load {
                    file "%1$s/load"
                    weight 1
                }
                """.formatted(directory) : "";
        return """
                global_defs {
                    router_id %s
                    enable_script_security
                    script_user root
                }
                """.formatted(node)
                + trackers
                + instances.stream()
                        .filter(one -> one.priorities().containsKey(node))
                        .map(one -> instance(node, one, holdfast, variation))
                        .collect(Collectors.joining())
                + """
                vrrp_sync_group SG {
                    group {
                        V4
                        V5
                    }
                }
                """;
    }

    private static String instance(String node, Instance one, boolean holdfast, Variation variation) {
        boolean varied = one.name().equals("V1") || one.name().equals("V2");
        String tracking = !holdfast ? "" : one.name().equals("V1") ? "track_script {\n chk\n }" : one.name().equals("V2") ? "track_file {\n load\n }" : "";
        String extra = variation.extra() && one.name().equals("V7") ? EXTRA + "/24" : "";
        return String.format(Locale.ROOT, """
                vrrp_instance %s {
                    state BACKUP
                    interface %s
                    version %d
                    virtual_router_id %d
                    priority %d
                    advert_int %s
                    %s
                    %s
                    virtual_ipaddress {
                        %s
                        %s
                    }
                }
                """,
                one.name(), one.link(), one.version(), one.vrid(),
                one.priorities().get(node) - (varied ? variation.lowered() : 0),
                one.interval().toMillis() == 1000 ? "1" : "0.1",
                String.join("\n    ", one.more()), tracking, String.join("\n        ", one.addresses()), extra);
    }
}

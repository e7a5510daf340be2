package holdfast.it.check;

import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.ConfigurationCheck;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.LocalMachine;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.lvs.CheckTools;
import holdfast.agent.lvs.LvsPlan;
import holdfast.agent.lvs.LvsPlanner;
import holdfast.check.CheckDefinition;
import holdfast.check.CheckId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration with checks that tests know by a name; each is the only one of a virtual server. Immutable; each method returns a changed
 * copy.
 *
 * @param names of the checks
 * @param blocks the virtual servers
 * @param before what stands before them
 */
record CheckConf(List<String> names, List<String> blocks, List<String> before) {
    /** Copies the lists. */
    CheckConf {
        names = List.copyOf(names);
        blocks = List.copyOf(blocks);
        before = List.copyOf(before);
    }

    /** Without any check. */
    static CheckConf empty() {
        return new CheckConf(List.of(), List.of(), List.of());
    }

    /** With a check of a port of {@link CheckLab#SERVER}. */
    CheckConf check(String name, int port, String... lines) {
        return check(name, CheckLab.SERVER, port, lines);
    }

    /**
     * With one more check: tried every 0.3 s, a second for each wait, one failure is forgiven.
     *
     * @param address of the real server; the virtual server's is of the same family
     */
    CheckConf check(String name, String address, int port, String... lines) {
        String block = """
                virtual_server %s 80 {
                    delay_loop 0.3
                    delay_before_retry 1.3
                    retry 1
                    connect_timeout 1
                    protocol TCP
                    lb_algo rr
                    lb_kind NAT
                    real_server %s %d {
                        %s
                    }
                }
                """.formatted(
                        address.contains(":")
                                ? "2001:db8:1::" + blocks.size()
                                : "10.0." + blocks.size() / 250 + "." + blocks.size() % 250,
                        address,
                        port,
                        String.join("\n        ", lines));
        return new CheckConf(joined(names, name), joined(blocks, block), before);
    }

    /** With more text before the virtual servers. */
    CheckConf after(String text) {
        return new CheckConf(names, blocks, joined(before, text));
    }

    private static List<String> joined(List<String> some, String more) {
        List<String> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }

    /** The plan of a file. */
    static LvsPlan plan(Path file, CheckTools tools) {
        CheckedConfiguration checked = new ConfigurationCheck(new FileSourceLoader(), new LocalMachine())
                .check(file.toString(), NodeFacts.now(Optional.empty()), true);
        if (!checked.render().isEmpty()) {
            throw new IllegalStateException(checked.render());
        }
        return LvsPlanner.plan(checked.parse().configuration(), tools);
    }

    /** The names of checks as a plan has them. */
    Map<CheckId, String> names(LvsPlan plan) {
        List<CheckDefinition> checks = plan.checks();
        if (checks.size() != names.size()) {
            throw new IllegalStateException("of " + names + " only " + checks + " are made");
        }
        Map<CheckId, String> found = new HashMap<>();
        for (int i = 0; i < checks.size(); i++) {
            found.put(checks.get(i).id(), names.get(i));
        }
        return found;
    }

    /** What the file holds. */
    String text() {
        return "global_defs {\n    script_user root\n    enable_script_security\n}\n" + String.join("\n", before) + "\n"
                + String.join("\n", blocks);
    }
}

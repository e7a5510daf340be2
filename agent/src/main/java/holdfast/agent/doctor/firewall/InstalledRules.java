package holdfast.agent.doctor.firewall;

import com.fasterxml.jackson.core.JsonProcessingException;
import holdfast.agent.doctor.firewall.Chain.Keeper;
import holdfast.agent.doctor.machine.Programs;
import holdfast.agent.doctor.machine.Programs.Answer;
import holdfast.agent.doctor.machine.SystemFiles;
import java.util.ArrayList;
import java.util.List;

/** Asks the tools of this machine for its rules, and remembers which could not be had. */
final class InstalledRules {
    private final Programs programs;
    private final SystemFiles files;
    private final List<Chain> chains = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    InstalledRules(Programs programs, SystemFiles files) {
        this.programs = programs;
        this.files = files;
    }

    /** All rules that could be had. */
    Ruleset read() {
        nftables();
        legacy("iptables", "ip");
        legacy("ip6tables", "ip6");
        return new Ruleset(chains);
    }

    /** What could not be looked at, and why. */
    List<String> unseen() {
        return List.copyOf(unseen);
    }

    private void nftables() {
        switch (programs.run("nft", "-j", "list", "ruleset")) {
            case Answer.Missing _ -> // a kernel without modules does not say whether it has nf_tables
                unseen.add("nftables' rules: nft is not installed ('apt-get install nftables')");
            case Answer.Failed(String reason) -> unseen.add("nftables' rules: nft: " + reason);
            case Answer.Ended(int status, String output, String errors) -> {
                if (status == 0) {
                    nftables(output);
                } else {
                    unseen.add("nftables' rules: nft: "
                            + errors.strip().lines().findFirst().orElse("status " + status));
                }
            }
        }
    }

    private void nftables(String json) {
        String text = output("nft", "-a", "list", "ruleset");
        List<Chain> all;
        try {
            all = NftRules.read(json, text);
        } catch (JsonProcessingException e) {
            unseen.add("nftables' rules: nft prints no JSON");
            return;
        }
        List<Chain> translated = new ArrayList<>();
        if (NftRules.holdsIptables(json) || all.stream().anyMatch(IptablesRules::isNamedSo)) {
            translated.addAll(IptablesRules.read(output("iptables-nft-save"), Keeper.IPTABLES, "ip"));
            translated.addAll(IptablesRules.read(output("ip6tables-nft-save"), Keeper.IPTABLES, "ip6"));
        }
        for (Chain chain : all) {
            boolean shownByIptables = translated.stream()
                    .anyMatch(
                            other -> other.table().family().equals(chain.table().family())
                                    && other.table().name().equals(chain.table().name()));
            if (!shownByIptables) {
                chains.add(chain);
            }
        }
        chains.addAll(translated);
    }

    /** Tables of the old kind are listed in /proc/net once they exist; asking for others would create them. */
    private void legacy(String tool, String family) {
        String proc = family.equals("ip") ? "/proc/net/ip_tables_names" : "/proc/net/ip6_tables_names";
        if (files.read(proc).orElse("").isBlank()) {
            return;
        }
        switch (programs.run(tool + "-legacy-save")) {
            case Answer.Ended(int status, String output, String _)
            when status == 0 -> chains.addAll(IptablesRules.read(output, Keeper.IPTABLES_LEGACY, family));
            case Answer.Ended ended ->
                unseen.add(tool + "'s rules: " + ended.errors().strip());
            case Answer.Missing _ -> unseen.add(tool + "'s rules: " + tool + "-legacy-save is not installed");
            case Answer.Failed(String reason) -> unseen.add(tool + "'s rules: " + reason);
        }
    }

    private String output(String... command) {
        return programs.run(command) instanceof Answer.Ended(int status, String output, String _) && status == 0
                ? output
                : "";
    }
}

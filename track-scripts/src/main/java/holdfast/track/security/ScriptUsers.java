package holdfast.track.security;

import holdfast.track.run.RunAs;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides which account scripts run under ({@code script_user}, {@code user}, the words after a script). */
public final class ScriptUsers {
    /** The account keepalived's scripts run under when nothing else is configured and it exists. */
    public static final String DEFAULT_USER = "keepalived_script";

    private final Accounts accounts;
    private final RunAs self;
    private final boolean supplementaryGroups;

    /**
     * Looks in the accounts of this machine.
     *
     * @param supplementaryGroups true for {@code set_supplementary_groups}
     */
    public ScriptUsers(boolean supplementaryGroups) {
        this(Accounts.ofThisMachine(), RunAs.thisProcess(), supplementaryGroups);
    }

    ScriptUsers(Accounts accounts, RunAs self, boolean supplementaryGroups) {
        this.accounts = accounts;
        this.self = self;
        this.supplementaryGroups = supplementaryGroups;
    }

    /**
     * The account of a script for which none is configured: {@code keepalived_script} if it exists, else the user this
     * process runs as.
     */
    public RunAs byDefault() {
        return accounts.user(DEFAULT_USER)
                .map(account -> runAs(account, account.gid()))
                .orElse(self);
    }

    /** True if the account {@code keepalived_script} exists. */
    public boolean defaultUserExists() {
        return accounts.user(DEFAULT_USER).isPresent();
    }

    /**
     * A configured account.
     *
     * @param user name or number
     * @param group name or number; empty for the user's own
     */
    public UserLookup named(String user, Optional<String> group) {
        Optional<Account> account = accounts.user(user);
        if (account.isEmpty()) {
            return new UserLookup.Unknown("Script user '" + user + "' does not exist");
        }
        OptionalLong gid =
                group.map(accounts::group).orElse(OptionalLong.of(account.get().gid()));
        if (gid.isEmpty()) {
            return new UserLookup.Unknown("Script group '" + group.orElseThrow() + "' does not exist");
        }
        return new UserLookup.Found(runAs(account.get(), gid.getAsLong()));
    }

    private RunAs runAs(Account account, long gid) {
        return new RunAs(account.name(), account.uid(), gid, supplementaryGroups && account.uid() != self.uid());
    }
}

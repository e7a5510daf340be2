package holdfast.agent.configuration;

import holdfast.conf.model.ScriptCommand;

/** What a configuration needs of the machine it is to run on. Asked on the thread that checks; answers may read files. */
public interface Machine {
    /**
     * Whether there is a network interface of that name now, in this process's network namespace.
     *
     * @param name such as {@code eth0}
     */
    boolean hasInterface(String name);

    /**
     * Whether a script could be started.
     *
     * @param command program, arguments and account
     * @param securityEnabled whether {@code enable_script_security} is given
     */
    ScriptOpinion script(ScriptCommand command, boolean securityEnabled);

    /** What there is to say about a script. */
    sealed interface ScriptOpinion {
        /** It can be started. */
        record Usable() implements ScriptOpinion {}

        /**
         * It would be started, but others could change what it does.
         *
         * @param reason which part of its path, and what to do
         */
        record Insecure(String reason) implements ScriptOpinion {}

        /**
         * It cannot or must not be started.
         *
         * @param reason which part of its path, and why
         */
        record Unusable(String reason) implements ScriptOpinion {}

        /**
         * It cannot be started because there is no such user or group.
         *
         * @param reason which one
         */
        record UnknownUser(String reason) implements ScriptOpinion {}
    }

    /** A machine that has everything: for checks that look at the file alone. */
    static Machine unknown() {
        return new Machine() {
            @Override
            public boolean hasInterface(String name) {
                return true;
            }

            @Override
            public ScriptOpinion script(ScriptCommand command, boolean securityEnabled) {
                return new ScriptOpinion.Usable();
            }
        };
    }
}

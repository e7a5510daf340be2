/**
 * The command line: keepalived's own options in getopt's grammar, the subcommands {@code check}, {@code drill} and
 * {@code help}, exit statuses, and the seam between the entry point {@code holdfast.agent.Main} and the daemon.
 *
 * <p>Everything here runs on the main thread before the daemon's event loop starts. {@code
 * holdfast.agent.cli.DaemonOptions} is what the daemon gets, {@link holdfast.agent.cli.Readiness} is what it calls once
 * it runs, {@link holdfast.agent.cli.StartupFailure} is how it refuses to run.
 */
package holdfast.agent.cli;

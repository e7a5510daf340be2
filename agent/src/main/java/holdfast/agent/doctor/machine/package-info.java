/**
 * What the doctor asks of a machine, as small interfaces and values, and this machine behind them. Answers are of one moment; every question
 * has a bounded time.
 */
package holdfast.agent.doctor.machine;

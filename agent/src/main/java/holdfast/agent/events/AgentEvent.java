package holdfast.agent.events;

import java.time.Instant;

/**
 * Something that happened.
 *
 * @param sequence 1, 2, 3 and so on since the daemon's start
 * @param at when, by the wall clock
 * @param atNanos when, in monotonic nanoseconds
 * @param what it is
 */
public record AgentEvent(long sequence, Instant at, long atNanos, Happening what) {}

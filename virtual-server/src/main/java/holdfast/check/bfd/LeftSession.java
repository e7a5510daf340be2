package holdfast.check.bfd;

import holdfast.bfd.EstablishedSession;

/**
 * A session that another process of this node goes on with.
 *
 * @param session its state
 * @param sourcePort where its packets come from, as long as it lives (RFC 5881, 4)
 */
public record LeftSession(EstablishedSession session, int sourcePort) {}

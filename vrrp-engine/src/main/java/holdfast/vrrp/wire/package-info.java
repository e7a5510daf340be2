/**
 * VRRP messages as bytes, and nothing else: what RFC 9568 section 5 (version 3) and RFC 3768 section 5.3 (version 2)
 * put after the IP header.
 *
 * <p>{@link holdfast.vrrp.wire.AdvertisementCodec} turns bytes into an {@link holdfast.vrrp.wire.Advertisement} or
 * into a reason why they are none; it never throws for what came from the network. The checks need the addresses of
 * the IP header only for the checksum; whether a packet fits a virtual router (TTL, password, interval, ...) is
 * judged in {@code holdfast.vrrp}, with the reasons listed here in {@link holdfast.vrrp.wire.RejectionReason}.
 *
 * <p>Called by the engine on whatever thread owns the engine. Everything here is immutable or without state.
 */
package holdfast.vrrp.wire;

package holdfast.conf.model;

import java.util.Optional;

/**
 * {@code use_vmac}: the addresses live on an interface with the virtual router's own MAC address (RFC 9568, 7.3).
 *
 * @param interfaceName name of that interface; empty: {@code vrrp.VRID}, {@code vrrp6.VRID} for IPv6
 * @param xmitBase {@code vmac_xmit_base}: adverts leave from the base interface
 */
public record VirtualMac(Optional<String> interfaceName, boolean xmitBase) {}

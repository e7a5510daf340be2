/**
 * The Debian package under a real systemd: a machine of its own (systemd-nspawn over an overlay of this one's file system) on which it is
 * installed, run, broken, exchanged for keepalived and back, upgraded and purged.
 */
package holdfast.it.service;

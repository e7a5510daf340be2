/**
 * What a configuration says about load balancing: virtual servers, their groups, real servers and health checkers, as
 * immutable records with effective values (keepalived.conf(5), "LVS CONFIGURATION").
 *
 * <p>Effective: a real server has inherited what its virtual server says, a checker what its real server says; the quorum
 * is not above the total weight; ports of real servers that are not behind NAT are those of the virtual server. Built by
 * {@code holdfast.conf.schema}; safe on any thread.
 */
package holdfast.conf.model.lvs;

package holdfast.agent.mail;

import java.time.Instant;

/**
 * Something to tell by mail.
 *
 * @param object what it is about, such as {@code VRRP Instance VI_1}: too many mails about one thing do not push out those about another
 * @param subject without {@code [router_id] } before it
 * @param body one line or more, ended by {@code \n} each but the last
 * @param at when it happened
 * @param id what tells it from all other mails of this node, also when it is sent twice: letters, digits and dots
 */
record Mail(String object, String subject, String body, Instant at, String id) {}

/**
 * Mail about changes of state ({@code smtp_alert}), in Keepalived's words (docs/mail.md).
 *
 * <p>Any thread posts and never waits; the {@code mail} thread alone talks to the mail server. The SMTP library is loaded with the first mail, so
 * that nodes without mail do not pay for it. Only {@link holdfast.agent.mail.SmtpCarrier} and what it uses know that library.
 */
package holdfast.agent.mail;

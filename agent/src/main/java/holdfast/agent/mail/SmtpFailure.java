package holdfast.agent.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What an exception of the library says about a mail: replies from 400 may change with time, those from 500 do not (RFC 5321, section 4.2.1). */
final class SmtpFailure {
    private static final int FIRST_PASSING = 400;
    private static final int CLOSING = 421;
    private static final int FIRST_PERMANENT = 500;

    private SmtpFailure() {}

    /** The server did not take a mail, or not for all recipients; or it broke off meanwhile. */
    static Outcome ofMail(SendFailedException failure) {
        String reason = describe(failure);
        Address[] reached = failure.getValidSentAddresses();
        if (reached != null && reached.length > 0) {
            return new Outcome.Sent(
                    Optional.of(reason)); // not once more for the others: those who have it would get it twice
        }
        List<Integer> codes = chain(failure)
                .map(SmtpFailure::code)
                .flatMapToInt(OptionalInt::stream)
                .boxed()
                .toList();
        if (codes.isEmpty() || codes.stream().anyMatch(code -> code < FIRST_PASSING || code == CLOSING)) {
            return new Outcome.Unreachable(reason);
        }
        boolean permanent = codes.stream().allMatch(code -> code >= FIRST_PERMANENT);
        return permanent ? new Outcome.Refused(reason) : new Outcome.Deferred(reason);
    }

    /** There was no conversation, or it broke off. */
    static Outcome ofServer(MessagingException failure) {
        return new Outcome.Unreachable(describe(failure));
    }

    private static String describe(MessagingException failure) {
        return chain(failure)
                .filter(link -> link.getMessage() != null && !link.getMessage().isBlank())
                .map(link -> link instanceof SMTPAddressFailedException address
                        ? address.getAddress() + ": " + address.getMessage()
                        : link.getMessage())
                .map(text -> text.replaceAll("\\s*[\\r\\n]+\\s*", "; ")
                        .replaceAll("; $", "")
                        .strip())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static OptionalInt code(Throwable link) {
        return switch (link) {
            case SMTPAddressFailedException address -> OptionalInt.of(address.getReturnCode());
            case SMTPSenderFailedException sender -> OptionalInt.of(sender.getReturnCode());
            case SMTPSendFailedException mail -> OptionalInt.of(mail.getReturnCode());
            default -> OptionalInt.empty();
        };
    }

    /** The library chains what the server said about each recipient. */
    private static Stream<Throwable> chain(MessagingException failure) {
        List<Throwable> all = new ArrayList<>();
        Throwable next = failure;
        while (next != null && !all.contains(next)) {
            all.add(next);
            next = next instanceof MessagingException known ? known.getNextException() : next.getCause();
        }
        return all.stream();
    }
}

package holdfast.ipvs;

/** What a mail says about a check: Keepalived's sentence (seen in version 2.2.7), and for a failure the reason on a line of its own. */
final class CheckSentence {
    private CheckSentence() {}

    static String of(Checker.Kind kind, CheckVerdict verdict) {
        return switch (verdict) {
            case CheckVerdict.Passed _ -> arrows(passed(kind));
            case CheckVerdict.Failed failure -> arrows(failed(kind, failure)) + "\n\n" + failure.reason();
        };
    }

    /** A sentence as all mails have it. */
    static String arrows(String sentence) {
        return "=> " + sentence + " <=";
    }

    private static String passed(Checker.Kind kind) {
        return switch (kind) {
            case TCP -> "TCP CHECK succeed on service";
            case HTTP, SMTP, FILE -> "CHECK succeed on service";
            case DNS -> "DNS_CHECK: succeed on service";
            case UDP -> "UDP CHECK succeed on service";
            case PING -> "ICMP CHECK succeed on service";
            case MISC -> "MISC CHECK succeeded on service";
            case BFD -> "BFD CHECK succeeded on service";
        };
    }

    private static String failed(Checker.Kind kind, CheckVerdict.Failed failure) {
        return switch (kind) {
            case TCP -> "TCP CHECK failed on service";
            case HTTP -> "CHECK failed on service : HTTP request failed";
            case SMTP, FILE -> "CHECK failed on service : " + failure.reason();
            case DNS -> "DNS_CHECK: failed on service";
            case UDP -> "UDP CHECK failed on service";
            case PING -> "ICMP CHECK failed on service";
            case MISC -> "MISC CHECK failed on service";
            case BFD -> "BFD CHECK failed on service";
        };
    }
}

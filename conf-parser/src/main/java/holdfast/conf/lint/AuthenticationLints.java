package holdfast.conf.lint;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.lint.WholeFile.Written;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Passwords: cut off, known to everyone, or just sent in clear. */
final class AuthenticationLints implements Lint {
    private static final Set<String> WELL_KNOWN = Set.of(
            "1111",
            "1234",
            "12345",
            "123456",
            "12345678",
            "password",
            "passw0rd",
            "secret",
            "changeme",
            "keepalived",
            "pass",
            "vrrp",
            "test",
            "admin",
            "root",
            "0000",
            "k@l!ve",
            "qwerty");

    @Override
    public void check(WholeFile file) {
        boolean said = false;
        for (Written<VrrpInstance> instance : file.instances()) {
            for (Statement block : Outline.each(instance.block(), "authentication")) {
                Optional<Statement> given = Outline.last(block, "auth_pass");
                Optional<Word> password = given.flatMap(Outline::value);
                if (password.isEmpty()) {
                    continue;
                }
                boolean cut = cutOff(password.get(), file);
                boolean used = instance.model().authentication().isPresent();
                if (used && !cut && !said) { // once a file: the second password is no news
                    strength(password.get(), file);
                    said = true;
                }
            }
        }
    }

    private static boolean cutOff(Word password, WholeFile file) {
        SourceSpan span = password.span();
        int next = span.column() - 1 + span.length();
        Optional<String> line = file.sources().line(span.file(), span.line());
        boolean cut = !password.quoted()
                && line.filter(text -> next < text.length()
                                && text.startsWith(password.text(), span.column() - 1)
                                && (text.charAt(next) == '#' || text.charAt(next) == '!'))
                        .isPresent();
        if (cut) {
            char mark = line.get().charAt(next);
            file.report(
                    Rule.PASSWORD_CUT_BY_COMMENT,
                    span,
                    "the password ends at '" + mark + "', which begins a comment",
                    "write it in double quotes, on every node");
        }
        return cut;
    }

    private static void strength(Word password, WholeFile file) {
        String text = password.text();
        boolean oneCharacter = text.chars().distinct().count() <= 1;
        if (oneCharacter || WELL_KNOWN.contains(text.toLowerCase(Locale.ROOT))) {
            file.report(
                    Rule.PASSWORD_WELL_KNOWN,
                    password.span(),
                    "this password is one of the first anybody would try",
                    "use eight random characters; they keep strange nodes out by accident only");
        } else {
            file.report(
                    Rule.PASSWORD_IN_CLEAR,
                    password.span(),
                    "the password is sent in clear in every advert",
                    "it keeps out mistakes, not attackers: filter protocol 112, or use unicast peers");
        }
    }
}

package holdfast.it.check;

import holdfast.drill.lab.HostProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SMTP_CHECK of Debian's postfix. */
class MailServersIT {
    private static final String MAIN = """
            compatibility_level = 3.6
            myhostname = mail.example.org
            queue_directory = FOLDER/queue
            data_directory = FOLDER/data
            maillog_file = FOLDER/log
            maillog_file_prefixes = FOLDER
            inet_interfaces = all
            inet_protocols = all
            mydestination =
            local_recipient_maps =
            smtpd_relay_restrictions = reject
            smtpd_helo_restrictions = check_helo_access inline:{{unwanted.example.org = REJECT go away}}
            smtpd_delay_reject = no
            """;

    private static final String MASTER = """
            25       inet       n - n - - smtpd
            rewrite  unix       - - n - - trivial-rewrite
            proxymap unix       - - n - - proxymap
            cleanup  unix       n - n - 0 cleanup
            anvil    unix       - - n - 1 anvil
            postlog  unix-dgram n - n - 1 postlogd
            """;

    private static HostProcess postfix(CheckLab lab) {
        Path conf = lab.server().directory().resolve("postfix/conf");
        HostProcess postfix = lab.serve("postfix", "-c", conf.toString(), "start-fg");
        lab.awaitListening(25);
        return postfix;
    }

    private static String[] hello(String name) {
        return new String[] {"SMTP_CHECK {", "helo_name " + name, "}"};
    }

    @Test
    void postfixIsUpAsLongAsItGreets() {
        CheckLab.test(lab -> {
            String folder = lab.server().directory() + "/postfix";
            lab.file("postfix/conf/main.cf", MAIN.replace("FOLDER", folder));
            lab.file("postfix/conf/master.cf", MASTER);
            lab.server().run(List.of("mkdir", folder + "/queue", folder + "/data"));
            lab.server().run(List.of("chown", "postfix", folder + "/data"));
            for (Path path = Path.of(folder); !path.equals(Path.of("/tmp")); path = path.getParent()) {
                lab.server().run(List.of("chmod", "a+rx", path.toString()));
            }
            HostProcess postfix = postfix(lab);
            Verdicts verdicts = lab.check(CheckConf.empty()
                    .check("mail", 25, hello("director.example.org"))
                    .check("IPv6", CheckLab.SERVER_IPV6, 25, hello("director.example.org"))
                    .check("not wanted", 25, hello("unwanted.example.org"))
                    .check("no mail server", 80, hello("director.example.org")));
            verdicts.awaitUp("mail");
            verdicts.awaitUp("IPv6");
            verdicts.awaitDown("not wanted", "answer to HELO 554 instead of 250");
            verdicts.awaitDown("no mail server", "connection refused");
            postfix.kill();
            verdicts.awaitDown("mail", "connection refused");
            verdicts.awaitDown("IPv6", "connection refused");
            postfix(lab);
            verdicts.awaitUp("mail");
            verdicts.awaitUp("IPv6");
        });
    }
}

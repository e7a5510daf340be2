package holdfast.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of {@code ARCHITECTURE.md} about who may know whom. */
class ImportRulesTest {
    private static final JavaClasses HOLDFAST = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("holdfast");

    @Test
    void allModulesAreExamined() {
        for (String type : new String[] {
            "holdfast.conf.ConfigurationReader",
            "holdfast.vrrp.VrrpEngine",
            "holdfast.linux.Epoll",
            "holdfast.vip.VirtualAddress",
            "holdfast.track.TrackedScript",
            "holdfast.agent.Main"
        }) {
            assertTrue(HOLDFAST.contain(type), type);
        }
    }

    @Test
    void jnaIsKnownOnlyToItsPackage() {
        only("holdfast.linux.jna", "com.sun.jna..");
    }

    @Test
    void pcap4jIsKnownOnlyToVipFrames() {
        only("holdfast.vip..", "org.pcap4j..");
    }

    @Test
    void commonsExecIsKnownOnlyToTracking() {
        only("holdfast.track..", "org.apache.commons.exec..");
    }

    @Test
    void smtpIsKnownOnlyToTheAgentsMail() {
        only("holdfast.agent.mail..", "org.eclipse.angus..");
        only("holdfast.agent.mail..", "jakarta.mail..");
        only("holdfast.agent.metrics..", "io.prometheus..");
        only("holdfast.agent.web..", "com.sun.net.httpserver..");
    }

    /** The launcher starts them without other libraries and modules on the class path, which is why they are quick. */
    @Test
    void commandsThatOnlyAskTheDaemonNeedPicocliAndJacksonAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("holdfast.agent.cli.status", "holdfast.agent.cli.lvs", "holdfast.agent.cli.health")
                .or()
                .haveNameMatching("holdfast\\.agent\\.cli\\.operation\\.(Switchover|Maintenance)Command")
                .or()
                .haveFullyQualifiedName("holdfast.agent.cli.Commands")
                .should()
                .transitivelyDependOnClassesThat()
                .resideInAnyPackage(
                        "holdfast.conf..",
                        "holdfast.vrrp..",
                        "holdfast.linux..",
                        "holdfast.vip..",
                        "holdfast.track..",
                        "holdfast.ipvs..",
                        "holdfast.check..",
                        "holdfast.bfd..",
                        "com.sun.jna..",
                        "org.slf4j..",
                        "ch.qos.logback..",
                        "org.pcap4j..")
                .check(HOLDFAST);
    }

    @Test
    void logbackIsKnownOnlyToTheAgentsLog() {
        only("holdfast.agent.log..", "ch.qos.logback..");
    }

    @Test
    void pureModulesHaveNoClockNoThreadAndNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAnyPackage("holdfast.vrrp..", "holdfast.conf..", "holdfast.ipvs..", "holdfast.bfd..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.util.concurrent..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(HOLDFAST);
    }

    @Test
    void leavesDoNotKnowEachOther() {
        independent("holdfast.conf..", "holdfast.vrrp..", "holdfast.track..", "holdfast.vip..", "holdfast.linux..");
        independent("holdfast.vrrp..", "holdfast.conf..", "holdfast.track..", "holdfast.vip..", "holdfast.linux..");
        independent("holdfast.track..", "holdfast.conf..", "holdfast.vrrp..", "holdfast.vip..");
        independent("holdfast.vip..", "holdfast.conf..", "holdfast.vrrp..", "holdfast.track..");
        for (String balancing : List.of("holdfast.ipvs..", "holdfast.check..", "holdfast.bfd..")) {
            independent(balancing, "holdfast.conf..", "holdfast.vrrp..", "holdfast.track..", "holdfast.vip..");
            independent(balancing, "holdfast.agent..", "holdfast.drill..");
        }
        independent("holdfast.linux..", "holdfast.conf..", "holdfast.vrrp..", "holdfast.track..", "holdfast.vip..");
    }

    @Test
    void theAgentIsKnownToNobodyBelowIt() {
        independent("holdfast.conf..", "holdfast.agent..", "holdfast.drill..");
        independent("holdfast.vrrp..", "holdfast.agent..", "holdfast.drill..");
        independent("holdfast.linux..", "holdfast.agent..", "holdfast.drill..");
        independent("holdfast.vip..", "holdfast.agent..", "holdfast.drill..");
        independent("holdfast.track..", "holdfast.agent..", "holdfast.drill..");
    }

    /** The table of all subcommands is the one place where agent and drill meet. */
    @Test
    void modulesFormNoCycle() {
        slices().matching("holdfast.(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(holdfast.agent.Subcommands.class, holdfast.drill.DrillCommand.class)
                .check(HOLDFAST);
    }

    private static void only(String owner, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(owner)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(HOLDFAST);
    }

    private static void independent(String module, String... others) {
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(HOLDFAST);
    }
}

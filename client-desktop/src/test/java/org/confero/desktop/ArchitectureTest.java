package org.confero.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may know whom on the side of the engine. */
class ArchitectureTest {
    private static final JavaClasses DESKTOP =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("org.confero.desktop");

    @Test
    void onlyTheMediaEngineKnowsTheNativeLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.confero.desktop.rtc..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.onvoid..")
                .because("its traps (threads, closing order, ownership) are handled in one place")
                .check(DESKTOP);
    }

    @Test
    void onlySignalingKnowsTheWebSocketLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.confero.desktop.signaling..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.websocket..", "org.glassfish.tyrus..")
                .because("what a lost socket means is decided once")
                .check(DESKTOP);
    }

    @Test
    void linksKnowNothingOfServersAndRooms() {
        noClasses()
                .that()
                .resideInAPackage("org.confero.desktop.rtc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.confero.desktop.signaling..", "org.confero.desktop.conference..", "org.confero.codec..")
                .because("media never waits for signaling")
                .check(DESKTOP);
    }

    @Test
    void partsOfTheAppHaveNoCycles() {
        slices().matching("org.confero.desktop.(*)..")
                .should()
                .beFreeOfCycles()
                .because("each part can be read and tested without those that use it")
                .check(DESKTOP);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .because("whoever waits for time instead of what is to happen is too early or too late")
                .check(DESKTOP);
    }
}

package org.confero;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Who may know whom, in the module that both server and desktop client build on. */
class ArchitectureTest {
    private static final String[] JDK = {"java..", "org.jspecify.annotations.."};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.confero");

    @TestFactory
    Stream<DynamicTest> everyLayerKnowsOnlyWhatItMay() {
        return Stream.of(
                        mayKnow(
                                "org.confero.protocol",
                                "the messages are the contract; they have to outlive every library"),
                        mayKnow(
                                "org.confero.codec",
                                "it is the one place that knows JSON, and knows nothing else",
                                "org.confero.protocol..",
                                "tools.jackson.."),
                        mayKnow(
                                "org.confero.call",
                                "decisions are pure: they run in a test that walks every order of events",
                                "org.confero.protocol.."),
                        noClasses()
                                .that(resideOutsideOfPackages("org.confero.codec.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.."))
                                .because("JSON is the codec's affair; all others speak in messages"),
                        noClasses()
                                .that()
                                .resideInAnyPackage(
                                        "org.confero.protocol..", "org.confero.call..", "org.confero.codec..")
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "java.util.concurrent..",
                                        "java.util.logging..",
                                        "java.net..",
                                        "java.nio..",
                                        "java.sql.."))
                                .orShould()
                                .dependOnClassesThat()
                                .areAssignableTo(Clock.class)
                                .because("what is shared holds no thread, clock, log or I/O: its callers have theirs"),
                        noClasses()
                                .should()
                                .callMethodWhere(
                                        target(owner(type(Thread.class))).and(target(name("sleep"))))
                                .because("waiting is for conditions, not for time"),
                        noClasses()
                                .should()
                                .resideInAnyPackage("..util..", "..utils..", "..helper..", "..helpers..", "..common..")
                                .because("a name has to say what is in it"),
                        slices().matching("org.confero.(*)..")
                                .should()
                                .beFreeOfCycles()
                                .because("packages in a circle are one package"))
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
    }

    private static ArchRule mayKnow(String layer, String reason, String... others) {
        return classes()
                .that()
                .resideInAPackage(layer + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(JDK).or(resideInAnyPackage(others)).or(resideInAnyPackage(layer + "..")))
                .because(reason);
    }
}

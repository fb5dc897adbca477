package org.confero.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Who may know whom on the side of the window. */
class UiArchitectureTest {
    private static final JavaClasses DESKTOP =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("org.confero.desktop");

    @Test
    void onlyTheWindowKnowsJavaFx() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.confero.desktop.ui..")
                .and()
                .doNotBelongToAnyOf(DesktopApp.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "atlantafx..", "org.kordamp..")
                .because("the engine runs without a window, in `participant` and in tests")
                .check(DESKTOP);
    }

    @Test
    void theWindowKnowsTheEngineOnlyByItsSeam() {
        noClasses()
                .that()
                .resideInAPackage("org.confero.desktop.ui..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.onvoid..",
                        "org.confero.codec..",
                        "org.confero.call..",
                        "org.confero.desktop.signaling..",
                        "org.confero.desktop.participant..",
                        "jakarta..")
                .because("a screen shows a conference; how it comes about is none of its business")
                .check(DESKTOP);
    }

    @Test
    void viewModelsNeedNoToolkit() {
        classes()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .or()
                .haveSimpleName("Field")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "javafx.beans..", "javafx.collections..", "org.confero..", "org.jspecify..")
                .because("they are tested without a toolkit, and say what can be done, not how it looks")
                .check(DESKTOP);
    }

    @Test
    void viewModelsDoNotKnowTheirViews() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat()
                .areAssignableTo("javafx.scene.Node")
                .because("a view binds to its view model, never the other way round")
                .check(DESKTOP);
    }

    @Test
    void packagesOfTheAppHaveNoCycles() {
        slices().matching("org.confero.desktop.(**)")
                .should()
                .beFreeOfCycles()
                .because("each screen can be read without the others")
                .check(DESKTOP);
    }
}

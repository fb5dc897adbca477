package org.confero.server;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Who may know whom, in the server. ARCHITECTURE.md has the same in words. */
class ArchitectureTest {
    private static final String SERVER = "org.confero.server.";
    private static final String[] JDK = {"java..", "org.jspecify.annotations.."};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.confero.server");

    @TestFactory
    Stream<DynamicTest> everyPartKnowsOnlyWhatItMay() {
        return Stream.of(
                        classes()
                                .that(in("room"))
                                .should()
                                .onlyDependOnClassesThat(resideInAnyPackage(JDK)
                                        .or(resideInAPackage("org.confero.protocol"))
                                        .or(in("room")))
                                .because("a room's rules are pure: the same room and command give the same decision"),
                        noClasses()
                                .that(in("room"))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "java.util.concurrent..", "java.util.logging..", "java.net..", "java.nio.."))
                                .orShould()
                                .dependOnClassesThat()
                                .areAssignableTo(InstantSource.class)
                                .because("a room has no executor, log or clock; time would come in as a parameter"),
                        knowsOfTheServer("presence", "it keeps rooms, whoever asks for them", "room"),
                        knowsOfTheServer(
                                "routing",
                                "it carries messages to sinks, and must not know that there are sockets behind them",
                                "room",
                                "presence"),
                        noClasses()
                                .that(in("routing").or(in("presence")))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "org.confero.codec..", "org.springframework..", "org.eclipse.jetty.."))
                                .because("where a message goes has nothing to do with how it is written or sent"),
                        knowsOfTheServer(
                                "socket",
                                "it turns frames into a room's commands, and knows nothing of where rooms are kept",
                                "room",
                                "routing",
                                "auth",
                                "ice",
                                "address"),
                        knowsOfTheServer(
                                "auth",
                                "it judges what is shown at a door, whoever brings it, and decides nothing of the room's",
                                "room",
                                "address"),
                        knowsOfTheServer(
                                "rest",
                                "HTTP makes and changes rooms, gives pages and reads out; calls are the sockets' affair",
                                "room",
                                "routing",
                                "presence",
                                "auth",
                                "ice",
                                "events",
                                "calls",
                                "webhooks",
                                "address"),
                        knowsOfTheServer("address", "who asks, and how often, is told before what is asked for"),
                        knowsOfTheServer("events", "it carries facts, whoever wants to know of them", "room"),
                        knowsOfTheServer(
                                "calls", "it makes a history of events, wherever they come from", "room", "events"),
                        knowsOfTheServer("webhooks", "it sends events, wherever they come from", "room", "events"),
                        knowsOfTheServer(
                                "rabbit",
                                "it is a way for events, and knows no consumer but the one with queues of its own",
                                "events",
                                "webhooks"),
                        knowsOfTheServer("ice", "it is a list that others hand on"),
                        knowsOfTheServer(
                                "redis",
                                "it keeps what many nodes share, as others do for one, and knows no sockets either",
                                "room",
                                "routing",
                                "presence",
                                "events",
                                "calls",
                                "webhooks"),
                        noClasses()
                                .that(in("redis").or(in("wiring")).negate())
                                .should()
                                .dependOnClassesThat(
                                        resideInAnyPackage("io.lettuce..", "org.springframework.data.redis.."))
                                .because("the server in single mode needs nothing beside itself, and one package is the"
                                        + " way to Redis"),
                        noClasses()
                                .that(in("auth").or(in("wiring")).negate())
                                .should()
                                .dependOnClassesThat(
                                        resideInAnyPackage("org.springframework.security..", "com.nimbusds.."))
                                .because("who somebody is, is found out in one place"),
                        noClasses()
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "org.springframework.security.web..", "org.springframework.security.config.."))
                                .because("no chain of filters stands before pages, assets and sockets"),
                        noClasses()
                                .that(in("rabbit").or(in("wiring")).negate())
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("com.rabbitmq..", "org.springframework.amqp.."))
                                .because("the server in single mode needs nothing beside itself, and one package is the"
                                        + " way to RabbitMQ"),
                        noClasses()
                                .that(in("wiring").negate())
                                .should()
                                .beAnnotatedWith(Configuration.class)
                                .orShould()
                                .beAnnotatedWith(ConfigurationProperties.class)
                                .because("whoever asks how the parts fit together looks into one package"),
                        fields().should()
                                .notBeAnnotatedWith(Autowired.class)
                                .andShould()
                                .notBeAnnotatedWith(Value.class)
                                .because("what a class needs stands in its constructor"),
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .areAssignableTo(Value.class)
                                .because("settings are typed and stand in one record"),
                        noClasses()
                                .should()
                                .callMethodWhere(
                                        target(owner(type(Thread.class))).and(target(name("sleep"))))
                                .because("waiting is for conditions, not for time"),
                        noClasses()
                                .should()
                                .resideInAnyPackage("..util..", "..utils..", "..helper..", "..helpers..", "..common..")
                                .because("a name has to say what is in it"),
                        slices().matching("org.confero.server.(*)..")
                                .should()
                                .beFreeOfCycles()
                                .because("packages in a circle are one package"))
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
    }

    private static ArchRule knowsOfTheServer(String part, String reason, String... others) {
        DescribedPredicate<JavaClass> allowed = in(part);
        for (String other : others) {
            allowed = allowed.or(in(other));
        }
        return classes()
                .that(in(part))
                .should()
                .onlyDependOnClassesThat(allowed.or(DescribedPredicate.not(resideInAPackage("org.confero.server.."))))
                .as(part + " knows of the server's parts only itself"
                        + (others.length == 0 ? "" : " and " + String.join(", ", others)))
                .because(reason);
    }

    private static DescribedPredicate<JavaClass> in(String part) {
        return resideInAPackage(SERVER + part + "..");
    }
}

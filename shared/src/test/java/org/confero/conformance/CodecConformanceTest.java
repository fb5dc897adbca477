package org.confero.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.confero.codec.Codec;
import org.confero.codec.ControlFrames;
import org.confero.codec.Decoded;
import org.confero.conformance.Fixtures.Fixture;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.LinkSignal;
import org.confero.protocol.Payload;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SignalData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class CodecConformanceTest {
    @TestFactory
    Stream<DynamicTest> aValidClientMessageIsReadAndWrittenBackAsItWas() {
        return Fixtures.each("valid/client", fixture -> roundTrip(fixture, Codec::decodeClient, Codec::encode));
    }

    @TestFactory
    Stream<DynamicTest> aValidServerMessageIsReadAndWrittenBackAsItWas() {
        return Fixtures.each("valid/server", fixture -> roundTrip(fixture, Codec::decodeServer, Codec::encode));
    }

    @TestFactory
    Stream<DynamicTest> validSignalDataIsReadAndWrittenBackAsItWas() {
        return Fixtures.each(
                "valid/signal-data",
                fixture -> roundTrip(
                        fixture,
                        CodecConformanceTest::decodeSignal,
                        data -> Codec.encode(data).json()));
    }

    @TestFactory
    Stream<DynamicTest> aValidControlMessageIsReadAndWrittenBackAsItWas() {
        return Fixtures.each(
                "valid/control",
                fixture ->
                        roundTrip(fixture, CodecConformanceTest::decodeControl, CodecConformanceTest::encodeControl));
    }

    @TestFactory
    Stream<DynamicTest> aValidLinkSignalIsReadAndWrittenBackAsItWas() {
        return Fixtures.each(
                "valid/link-signal",
                fixture -> roundTrip(
                        fixture,
                        CodecConformanceTest::decodeLinkSignal,
                        signal -> Codec.encode(signal).json()));
    }

    @TestFactory
    Stream<DynamicTest> whatTheOtherSideSaysBesidesIsIgnored() {
        return Stream.concat(
                Fixtures.each("tolerated/control", fixture -> means(fixture, CodecConformanceTest::decodeControl)),
                Fixtures.each(
                        "tolerated/link-signal", fixture -> means(fixture, CodecConformanceTest::decodeLinkSignal)));
    }

    @TestFactory
    Stream<DynamicTest> badWordsOfTheOtherSideAreRefusedWithTheirCode() {
        return Stream.concat(
                Fixtures.each("invalid/control", fixture -> refused(fixture, CodecConformanceTest::decodeControl)),
                Fixtures.each(
                        "invalid/link-signal", fixture -> refused(fixture, CodecConformanceTest::decodeLinkSignal)));
    }

    @TestFactory
    Stream<DynamicTest> whatAClientSaysBesidesIsIgnored() {
        return Fixtures.each("tolerated/client", fixture -> means(fixture, Codec::decodeClient));
    }

    @TestFactory
    Stream<DynamicTest> whatAServerSaysBesidesIsIgnored() {
        return Fixtures.each("tolerated/server", fixture -> means(fixture, Codec::decodeServer));
    }

    @TestFactory
    Stream<DynamicTest> whatSignalDataHasBesidesIsIgnored() {
        return Fixtures.each("tolerated/signal-data", fixture -> means(fixture, CodecConformanceTest::decodeSignal));
    }

    @TestFactory
    Stream<DynamicTest> aBadClientMessageIsRefusedWithItsCode() {
        return Fixtures.each("invalid/client", fixture -> refused(fixture, Codec::decodeClient));
    }

    @TestFactory
    Stream<DynamicTest> aBadServerMessageIsRefusedWithItsCode() {
        return Fixtures.each("invalid/server", fixture -> refused(fixture, Codec::decodeServer));
    }

    @TestFactory
    Stream<DynamicTest> badSignalDataIsRefusedWithItsCode() {
        return Fixtures.each("invalid/signal-data", fixture -> refused(fixture, CodecConformanceTest::decodeSignal));
    }

    @Test
    void everyMessageHasAFixture() {
        assertThat(typesIn("valid/client", Codec::decodeClient))
                .containsExactlyInAnyOrder(ClientMessage.class.getPermittedSubclasses());
        assertThat(typesIn("valid/server", Codec::decodeServer))
                .containsExactlyInAnyOrder(ServerMessage.class.getPermittedSubclasses());
        assertThat(typesIn("valid/signal-data", CodecConformanceTest::decodeSignal))
                .containsExactlyInAnyOrder(SignalData.class.getPermittedSubclasses());
        assertThat(typesIn("valid/control", CodecConformanceTest::decodeControl))
                .containsExactlyInAnyOrder(ControlMessage.class.getPermittedSubclasses());
    }

    private static <T> void roundTrip(
            Fixture fixture, Function<String, Decoded<T>> decode, Function<T, String> encode) {
        JsonNode again = Fixtures.JSON.readTree(encode.apply(ok(decode.apply(fixture.text()))));

        assertThat(again).isEqualTo(fixture.json());
    }

    private static <T> void means(Fixture fixture, Function<String, Decoded<T>> decode) {
        JsonNode json = fixture.json();

        assertThat(ok(decode.apply(Fixtures.frame(json.get("frame")))))
                .isEqualTo(ok(decode.apply(json.get("means").toString())));
    }

    private static <T> void refused(Fixture fixture, Function<String, Decoded<T>> decode) {
        JsonNode json = fixture.json();

        switch (decode.apply(Fixtures.frame(json.get("frame")))) {
            case Decoded.Ok<T> ok -> throw new AssertionError("Not refused: " + ok);
            case Decoded.Bad<T>(var code, var detail, var ref) -> {
                assertThat(code.word()).isEqualTo(json.get("code").stringValue());
                assertThat(ref == null ? "" : ref.value())
                        .isEqualTo(json.path("ref").stringValue(""));
                assertThat(detail).hasSizeBetween(10, 150);
            }
        }
    }

    private static <T> Set<Class<?>> typesIn(String folder, Function<String, Decoded<T>> decode) {
        Set<Class<?>> types = new HashSet<>();
        Fixtures.in(folder).forEach(fixture -> types.add(((Object) ok(decode.apply(fixture.text()))).getClass()));
        return types;
    }

    private static Decoded<SignalData> decodeSignal(String json) {
        return Codec.decodeSignal(new Payload(json));
    }

    private static Decoded<LinkSignal> decodeLinkSignal(String json) {
        return Codec.decodeLinkSignal(new Payload(json));
    }

    private static Decoded<ControlMessage> decodeControl(String frame) {
        return ControlFrames.read(ControlFrames.Pending.NONE, frame).message().orElseThrow();
    }

    private static String encodeControl(ControlMessage message) {
        return String.join("", ControlFrames.write(message));
    }

    private static <T> T ok(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Ok<T>(T message) -> message;
            case Decoded.Bad<T> bad -> throw new AssertionError(bad);
        };
    }
}

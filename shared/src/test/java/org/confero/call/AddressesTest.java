package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;
import org.junit.jupiter.api.Test;

class AddressesTest {
    @Test
    void addressesThatWereGivenKeepTheirOrderEachOnce() {
        assertThat(Addresses.given(List.of("https://b.test", "https://a.test", "https://b.test")))
                .containsExactly("https://b.test", "https://a.test");
    }

    @Test
    void nobodyCanBeLedFromASafeAddressToOneThatIsNot() {
        for (var mixed :
                List.of(List.of("https://a.test", "http://b.test"), List.of("http://a.test", "https://b.test"))) {
            assertThatThrownBy(() -> Addresses.given(mixed))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("https");
        }
    }

    @Test
    void thereIsABoundToThem() {
        var many = IntStream.rangeClosed(0, Limits.SERVER_ADDRESSES)
                .mapToObj(number -> "http://" + number + ".test")
                .toList();
        assertThatThrownBy(() -> Addresses.given(many)).isInstanceOf(InvalidValueException.class);
        assertThat(Addresses.given(many.subList(1, many.size()))).hasSize(Limits.SERVER_ADDRESSES);
    }
}

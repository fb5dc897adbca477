package org.confero.server.webhooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses are of the public Internet (the registries of RFC 6890). All others are somebody's own: a webhook to such
 * a one would let its maker speak to machines that only this server can reach.
 */
final class Addresses {
    private static final List<Block> V4_PRIVATE = List.of(
            block(8, 0),
            block(8, 10),
            block(10, 100, 64),
            block(8, 127),
            block(16, 169, 254),
            block(12, 172, 16),
            block(24, 192, 0, 0),
            block(24, 192, 0, 2),
            block(24, 192, 88, 99),
            block(16, 192, 168),
            block(15, 198, 18),
            block(24, 198, 51, 100),
            block(24, 203, 0, 113),
            // Multicast, reserved, broadcast.
            block(3, 224));

    private static final Block V6_GLOBAL = block(3, 0x20);

    /** Parts of it that lead to IPv4 addresses by another way (Teredo, 6to4), or nowhere. */
    private static final List<Block> V6_NOT_GLOBAL = List.of(
            block(23, 0x20, 0x01, 0x00),
            block(32, 0x20, 0x01, 0x0d, 0xb8),
            block(16, 0x20, 0x02),
            block(20, 0x3f, 0xff));

    private Addresses() {}

    /** IPv4 addresses within IPv6 ones come from Java as IPv4 addresses, or are in none of the global blocks. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address ignored -> V4_PRIVATE.stream().noneMatch(block -> block.has(bytes));
            case Inet6Address ignored ->
                V6_GLOBAL.has(bytes) && V6_NOT_GLOBAL.stream().noneMatch(block -> block.has(bytes));
            default -> false;
        };
    }

    private static Block block(int bits, int... bytes) {
        byte[] prefix = new byte[(bits + 7) / 8];
        for (int i = 0; i < bytes.length; i++) {
            prefix[i] = (byte) bytes[i];
        }
        return new Block(bits, prefix);
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Block(int bits, byte[] prefix) {
        boolean has(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}

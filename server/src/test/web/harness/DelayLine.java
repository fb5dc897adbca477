import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A line between two TUN devices over which every packet is late: its arguments are the names of the devices, the delay and the
 * jitter in milliseconds. It says "ready" when both are there, and ends when it is told to. For kernels without netem; lan.js.
 */
final class DelayLine {
    // linux/if_tun.h, asm-generic/fcntl.h
    private static final long TUNSETIFF = 0x400454caL;
    private static final short IFF_TUN_NO_PI = 0x1001;
    private static final int O_RDWR = 2;
    private static final int MOST_BYTES = 65536;

    /** What a line holds at most; of more the newest packets are lost, as in any queue. */
    private static final int MOST_PACKETS = 4096;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = handle(
            "open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle IOCTL = handle(
            "ioctl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ = handle("read", transfer());
    private static final MethodHandle WRITE = handle("write", transfer());

    private record Packet(byte[] bytes, long dueNanos) {}

    public static void main(String[] arguments) throws Throwable {
        int one = device(arguments[0]);
        int other = device(arguments[1]);
        long delay = Long.parseLong(arguments[2]);
        long jitter = Long.parseLong(arguments[3]);
        carry(one, other, delay, jitter);
        carry(other, one, delay, jitter);
        System.out.println("ready");
        Thread.currentThread().join();
    }

    private static int device(String name) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            int file = (int) OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), O_RDWR);
            // struct ifreq: 16 bytes of name, then flags.
            MemorySegment request = arena.allocate(40);
            request.asSlice(0, 16).copyFrom(MemorySegment.ofArray(padded(name)));
            request.set(ValueLayout.JAVA_SHORT, 16, IFF_TUN_NO_PI);
            int status = (int) IOCTL.invokeExact(file, TUNSETIFF, request);
            if (file < 0 || status < 0) {
                throw new IOException("No TUN device " + name);
            }
            return file;
        }
    }

    private static byte[] padded(String name) {
        return java.util.Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 16);
    }

    private static void carry(int from, int to, long delayMillis, long jitterMillis) {
        LinkedBlockingQueue<Packet> line = new LinkedBlockingQueue<>(MOST_PACKETS);
        Thread.ofPlatform().start(() -> read(from, line, delayMillis, jitterMillis));
        Thread.ofPlatform().start(() -> write(to, line));
    }

    private static void read(int from, LinkedBlockingQueue<Packet> line, long delayMillis, long jitterMillis) {
        MemorySegment buffer = Arena.global().allocate(MOST_BYTES);
        try {
            while (true) {
                long length = (long) READ.invokeExact(from, buffer, (long) MOST_BYTES);
                // A device that is not up yet has nothing.
                if (length > 0) {
                    double millis = delayMillis + jitterMillis * ThreadLocalRandom.current().nextDouble(-1, 1);
                    long due = System.nanoTime() + (long) (millis * 1_000_000);
                    line.offer(new Packet(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), due));
                } else {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(int to, LinkedBlockingQueue<Packet> line) {
        MemorySegment buffer = Arena.global().allocate(MOST_BYTES);
        try {
            while (true) {
                Packet packet = line.take();
                TimeUnit.NANOSECONDS.sleep(packet.dueNanos() - System.nanoTime());
                MemorySegment.copy(packet.bytes(), 0, buffer, ValueLayout.JAVA_BYTE, 0, packet.bytes().length);
                long written = (long) WRITE.invokeExact(to, buffer, (long) packet.bytes().length);
                assert written != 0;
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static FunctionDescriptor transfer() {
        return FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), descriptor, options);
    }
}

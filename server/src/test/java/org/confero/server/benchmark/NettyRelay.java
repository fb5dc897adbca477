package org.confero.server.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The benchmark's reference on the JVM: the least of a relay on bare Netty and one thread. Rooms without rules, limits,
 * sessions or numbers; texts are looked for at fixed places, not read.
 */
final class NettyRelay {
    private static final byte[] TO = "\"to\":\"".getBytes(US_ASCII);
    private static final byte[] DATA = "\"data\":".getBytes(US_ASCII);
    private static final byte[] SIGNAL = "{\"type\":\"signal\",\"from\":\"".getBytes(US_ASCII);
    private static final int TYPE = "{\"type\":\"".length();

    private final Map<String, Map<String, Channel>> rooms = new HashMap<>();
    private int members;

    private NettyRelay() {}

    public static void main(String[] arguments) throws InterruptedException {
        var relay = new NettyRelay();
        var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(65_536))
                                .addLast(new WebSocketServerProtocolHandler("/ws", "confero.v1"))
                                .addLast(relay.member());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        System.out.println(
                "Relay is ready at http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort());
        server.closeFuture().sync();
    }

    private Member member() {
        return new Member();
    }

    private final class Member extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private String self = "";
        private @Nullable Map<String, Channel> room;

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            ByteBuf text = frame.content();
            switch (text.getByte(text.readerIndex() + TYPE)) {
                case 's' -> signal(text);
                case 'j' -> join(context.channel(), text.toString(US_ASCII));
                case 'h' -> say(context.channel(), "{\"type\":\"welcome\"}");
                case 'p' -> say(context.channel(), "{\"type\":\"pong\"}");
                default -> {}
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (room != null) {
                room.remove(self);
            }
        }

        private void signal(ByteBuf text) {
            int to = find(text, TO, text.readerIndex());
            int end = text.indexOf(to, text.writerIndex(), (byte) '"');
            Channel mate = room == null ? null : room.get(text.toString(to, end - to, US_ASCII));
            if (mate != null) {
                int data = find(text, DATA, end) - DATA.length;
                ByteBuf head = mate.alloc().buffer(64);
                head.writeBytes(SIGNAL);
                ByteBufUtil.writeAscii(head, self);
                head.writeByte('"').writeByte(',');
                var whole = Unpooled.wrappedBuffer(head, text.retainedSlice(data, text.writerIndex() - data));
                var _ = mate.writeAndFlush(new TextWebSocketFrame(whole), mate.voidPromise());
            }
        }

        private void join(Channel channel, String text) {
            self = String.format("%016x", ++members);
            Map<String, Channel> mates = rooms.computeIfAbsent(value(text, "room"), id -> new LinkedHashMap<>());
            room = mates;
            String participant =
                    "{\"id\":\"" + self + "\",\"name\":\"" + value(text, "name") + "\",\"state\":{\"audio\":true}}";
            var others = new StringBuilder();
            mates.keySet()
                    .forEach(id -> others.append(others.isEmpty() ? "" : ",")
                            .append("{\"id\":\"")
                            .append(id)
                            .append("\"}"));
            say(
                    channel,
                    "{\"type\":\"joined\",\"ref\":\"j\",\"self\":\"" + self + "\",\"participants\":[" + others
                            + "],\"iceServers\":[]}");
            mates.values()
                    .forEach(
                            mate -> say(mate, "{\"type\":\"participant-joined\",\"participant\":" + participant + "}"));
            mates.put(self, channel);
        }

        private static void say(Channel channel, String text) {
            var _ = channel.writeAndFlush(new TextWebSocketFrame(text), channel.voidPromise());
        }

        private static String value(String text, String name) {
            int start = text.indexOf("\"" + name + "\":\"") + name.length() + 4;
            return text.substring(start, text.indexOf('"', start));
        }

        /** Where what follows {@code what} begins. */
        private static int find(ByteBuf text, byte[] what, int start) {
            return text.indexOf(start, text.writerIndex(), what[0]) < 0
                    ? -1
                    : ByteBufUtil.indexOf(Unpooled.wrappedBuffer(what), text.slice(start, text.writerIndex() - start))
                            + start
                            + what.length;
        }
    }
}

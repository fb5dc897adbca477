package org.confero.server.webhooks;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.confero.server.events.CloudEvents;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** Sends one event once. Begins its HTTP client with the first one: most servers have no webhooks. Any thread. */
public final class Sender implements AutoCloseable {
    private final WebhookSettings settings;
    private final InstantSource clock;
    private final Resolver resolver;
    private @Nullable HttpClient client;

    public Sender(WebhookSettings settings, InstantSource clock) {
        this(settings, clock, InetAddress::getAllByName);
    }

    Sender(WebhookSettings settings, InstantSource clock, Resolver.Names names) {
        this.settings = settings;
        this.clock = clock;
        resolver = new Resolver(names, address -> settings.allowPrivate() || Addresses.isPublic(address));
    }

    /** Tells {@code then} once, on another thread: null for delivered, otherwise in a word what went wrong. */
    void send(Webhook webhook, String body, Consumer<@Nullable String> then) {
        if (!settings.allows(webhook)) {
            then.accept("not-https");
            return;
        }
        Request request;
        try {
            request = client().POST(webhook.url());
        } catch (RuntimeException e) {
            then.accept(word(e));
            return;
        }
        request.timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> headers.put(
                        Signature.HEADER,
                        Signature.of(webhook.secret(), clock.instant().getEpochSecond(), body)))
                .body(new StringRequestContent(CloudEvents.MEDIA_TYPE, body, StandardCharsets.UTF_8))
                .send(result -> then.accept(outcome(result)));
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            LifeCycle.stop(client);
        }
    }

    private static @Nullable String outcome(Result result) {
        if (result.isFailed()) {
            return word(result.getFailure());
        }
        int status = result.getResponse().getStatus();
        return status >= 200 && status < 300 ? null : "status-" + status;
    }

    // A word of the failure's kind: its message has the address in it, and an address may have a secret.
    private static String word(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = start();
        }
        return client;
    }

    private HttpClient start() {
        var http = new HttpClient();
        http.setSocketAddressResolver(resolver);
        http.setFollowRedirects(false);
        http.setConnectTimeout(settings.timeout().toMillis());
        http.setAddressResolutionTimeout(settings.timeout().toMillis());
        http.setMaxConnectionsPerDestination(settings.inFlight() * WebhookStore.MOST);
        http.setHttpCookieStore(new HttpCookieStore.Empty());
        http.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Confero"));
        // What an endpoint answers is not read: it need not be unpacked either.
        http.getContentDecoderFactories().clear();
        try {
            http.start();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP client does not start", e);
        }
        return http;
    }
}

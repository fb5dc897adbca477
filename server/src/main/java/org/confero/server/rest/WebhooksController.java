package org.confero.server.rest;

import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.server.events.Topics;
import org.confero.server.room.Ids;
import org.confero.server.webhooks.Webhook;
import org.confero.server.webhooks.WebhookSettings;
import org.confero.server.webhooks.WebhookStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks, for whoever runs the server. PROTOCOL.md, "Webhooks". */
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhooksController {
    private static final List<String> FIELDS = List.of("url", "secret", "topics");

    private final Operator operator;
    private final WebhookStore store;
    private final WebhookSettings settings;
    private final Ids ids;
    private final InstantSource clock;

    WebhooksController(Operator operator, WebhookStore store, WebhookSettings settings, Ids ids, InstantSource clock) {
        this.operator = operator;
        this.store = store;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /** With its secret, which is told this once. */
    record CreatedWebhook(String id, URI url, List<String> topics, String created, String secret) {}

    record ShownWebhook(String id, URI url, List<String> topics, String created) {}

    record ShownWebhooks(List<ShownWebhook> webhooks) {}

    @PostMapping
    ResponseEntity<CreatedWebhook> create(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Map<String, @Nullable Object> body) {
        operator.check(authorization);
        Webhook webhook = webhook(body);
        if (!store.add(webhook)) {
            throw RefusedException.of(
                    HttpStatus.CONFLICT, ErrorCode.CONFLICT, "There are " + WebhookStore.MOST + " webhooks already");
        }
        ShownWebhook shown = shown(webhook);
        return ResponseEntity.created(URI.create("/api/v1/webhooks/" + webhook.id()))
                .body(new CreatedWebhook(shown.id(), shown.url(), shown.topics(), shown.created(), webhook.secret()));
    }

    @GetMapping
    ShownWebhooks all(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        operator.check(authorization);
        return new ShownWebhooks(
                store.all().stream().map(WebhooksController::shown).toList());
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @PathVariable String id) {
        operator.check(authorization);
        if (!store.remove(id)) {
            throw RefusedException.of(HttpStatus.NOT_FOUND, ErrorCode.NOT_FOUND, "There is no such webhook");
        }
        return ResponseEntity.noContent().build();
    }

    private Webhook webhook(Map<String, @Nullable Object> body) {
        var fields = new Fields(body, FIELDS);
        URI url = fields.text("url", this::url);
        if (url == null) {
            throw RefusedException.field("url", ErrorCode.BAD_MESSAGE, "is needed");
        }
        String secret = fields.text("secret", WebhooksController::secret);
        return new Webhook(
                ids.session().value(),
                url,
                secret == null ? ids.secret().value() : secret,
                fields.words("topics", Topics.ALL),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private URI url(String text) {
        if (!Webhook.isAddress(text) || !(settings.allowPrivate() || Webhook.isSecure(URI.create(text)))) {
            String schemes = settings.allowPrivate() ? "https or http" : "https";
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE,
                    "has to be an address of " + schemes + " with a host, without user and fragment, of at most "
                            + Webhook.URL_CHARS + " characters");
        }
        return URI.create(text);
    }

    private static String secret(String text) {
        if (!Webhook.isSecret(text)) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE,
                    "has to have " + Webhook.SECRET_LEAST + " to " + Webhook.SECRET_MOST + " characters");
        }
        return text;
    }

    private static ShownWebhook shown(Webhook webhook) {
        return new ShownWebhook(
                webhook.id(),
                webhook.url(),
                webhook.topics().stream().sorted().toList(),
                webhook.created().toString());
    }
}

package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confero.server.ApiClient.JSON;
import static org.confero.server.ApiClient.json;
import static org.confero.server.ApiClient.tag;
import static org.confero.server.ApiClient.text;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.confero.protocol.ErrorCode;
import org.confero.server.routing.Rooms;
import org.confero.server.webhooks.WebhookStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** openapi.json is written by hand; here it is held to what the server does: endpoints, statuses, bodies, fields, bounds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionTest {
    private static final String BASE = "/api/v1";
    private static final String PATCH = "application/merge-patch+json";
    private static final String LARGE = "{\"title\":\"" + "x".repeat(100 * 1024) + "\"}";
    private final Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    private static final int MOST_MADE = 3;

    private static final String OPERATOR = "Bearer a-token-of-the-operators";

    private final TestServer server = TestServer.start(
            "confero.rooms.made=" + MOST_MADE,
            "confero.ice.servers[0].urls=stun:stun.example.org",
            "confero.admin.token=a-token-of-the-operators");
    private final ApiClient api = new ApiClient(server);
    private final JsonNode description = json(api.ask("GET", "/openapi.json", null));
    private final Set<String> seen = new TreeSet<>();

    @AfterAll
    void stop() {
        api.close();
        server.close();
    }

    @Test
    void everyEndpointIsDescribedAndNoOther() {
        var described = new TreeSet<String>();
        description
                .get("paths")
                .properties()
                .forEach(path -> operations(path.getValue())
                        .forEach(operation ->
                                described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described).isEqualTo(endpoints());
    }

    @Test
    void everyErrorCodeIsDescribedAndNoOther() {
        List<String> described = new ArrayList<>();
        schema("Problem").get("properties").get("code").get("enum").forEach(code -> described.add(code.stringValue()));
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::word).toList());
    }

    @Test
    void everyFieldThatIsTakenIsDescribedWithItsBounds() {
        fieldsAreDescribed("NewRoom", body -> {
            HttpResponse<String> answer = api.ask("POST", "/rooms", body, "Content-Type", JSON);
            if (answer.statusCode() == 201) {
                delete(json(answer));
            }
            return answer;
        });
        JsonNode made = api.make("{}");
        // With somebody inside it stays, however short its emptyFor is for a while.
        try (var ada = TestClient.joined(server, text(made, "id"), "Ada")) {
            fieldsAreDescribed(
                    "RoomChange",
                    body -> api.ask(
                            "PATCH",
                            "/rooms/" + text(made, "id"),
                            body,
                            "Content-Type",
                            PATCH,
                            "Authorization",
                            key(made)));
            assertThat(ada.isClosed()).isFalse();
        }
        delete(made);
    }

    @Test
    void everyAnswerIsDescribedAndEveryDescribedOneIsGiven() {
        JsonNode made = json(ask(201, "POST", "/rooms", "/rooms", "{}", "Content-Type", JSON));
        JsonNode full = json(ask(
                201,
                "POST",
                "/rooms",
                "/rooms",
                "{\"id\":\"described\",\"title\":\"T\",\"passcode\":\"sesame\",\"expires\":\"" + tomorrow + "\"}",
                "Content-Type",
                JSON));
        ask(400, "POST", "/rooms", "/rooms", "[", "Content-Type", JSON);
        ask(409, "POST", "/rooms", "/rooms", "{\"id\":\"described\"}", "Content-Type", JSON);
        ask(413, "POST", "/rooms", "/rooms", LARGE, "Content-Type", JSON);
        ask(415, "POST", "/rooms", "/rooms", "{}", "Content-Type", "text/plain");
        ask(422, "POST", "/rooms", "/rooms", "{\"no\":1}", "Content-Type", JSON);
        String one = "/rooms/" + text(made, "id");
        try (var ada = TestClient.joined(server, text(made, "id"), "Ada");
                var bob = TestClient.joined(server, text(made, "id"), "Bob");
                var cleo = TestClient.joined(server, "nobodys", "Cleo")) {
            reading(one);
            changing(one, key(made));
            people(one, key(made));
            calls(one, key(made));
            webhooks();
            others();
            deleting(one, key(made));
            Stream.of(ada, bob, cleo)
                    .forEach(client -> assertThat(client.isClosed()).isFalse());
        }
        for (int i = server.bean(Rooms.class).made(); i < MOST_MADE; i++) {
            api.make("{}");
        }
        ask(503, "POST", "/rooms", "/rooms", "{}", "Content-Type", JSON);
        delete(full);
        whereTokensAreAskedFor();
        assertThat(seen).isEqualTo(describedAnswers());
    }

    private void reading(String room) {
        HttpResponse<String> read = ask(200, "GET", "/rooms/{id}", room, null);
        ask(200, "GET", "/rooms/{id}", "/rooms/described", null);
        ask(200, "GET", "/rooms/{id}", "/rooms/nobodys", null);
        ask(304, "GET", "/rooms/{id}", room, null, "If-None-Match", tag(read));
        ask(404, "GET", "/rooms/{id}", "/rooms/nowhere", null);
    }

    private void changing(String room, String key) {
        change(200, room, "{\"title\":\"T\"}", PATCH, key);
        change(200, room, "{\"title\":null}", JSON, key);
        change(400, room, "[", PATCH, key);
        change(401, room, "{}", PATCH, "Bearer another");
        change(403, "/rooms/nobodys", "{}", PATCH, key);
        change(404, "/rooms/nowhere", "{}", PATCH, key);
        change(409, room, "{\"capacity\":1}", PATCH, key);
        ask(412, "PATCH", "/rooms/{id}", room, "{}", "Content-Type", PATCH, "Authorization", key, "If-Match", "\"0\"");
        change(413, room, LARGE, PATCH, key);
        change(415, room, "{}", "text/plain", key);
        change(422, room, "{\"no\":1}", PATCH, key);
    }

    private void change(int status, String room, String body, String type, String key) {
        ask(status, "PATCH", "/rooms/{id}", room, body, "Content-Type", type, "Authorization", key);
    }

    private void people(String room, String key) {
        String path = "/rooms/{id}/participants";
        ask(200, "GET", path, room + "/participants", null, "Authorization", key);
        ask(401, "GET", path, room + "/participants", null);
        ask(403, "GET", path, "/rooms/nobodys/participants", null, "Authorization", key);
        ask(404, "GET", path, "/rooms/nowhere/participants", null, "Authorization", key);
    }

    private void calls(String room, String key) {
        String path = "/rooms/{id}/calls";
        ask(200, "GET", path, room + "/calls", null, "Authorization", key);
        ask(200, "GET", path, room + "/calls", null, "Authorization", OPERATOR, "Accept", "text/csv");
        ask(400, "GET", path, room + "/calls?limit=0", null, "Authorization", key);
        ask(401, "GET", path, room + "/calls", null);
        ask(404, "GET", path, "/rooms/-/calls", null, "Authorization", OPERATOR);
    }

    private void webhooks() {
        String wish = "{\"url\":\"https://example.org/hook\"}";
        HttpResponse<String> made = hook(201, wish, JSON, OPERATOR);
        hook(400, "[", JSON, OPERATOR);
        hook(401, wish, JSON, "Bearer another");
        hook(413, LARGE, JSON, OPERATOR);
        hook(415, wish, "text/plain", OPERATOR);
        hook(422, "{}", JSON, OPERATOR);
        for (int i = 1; i < WebhookStore.MOST; i++) {
            hook(201, wish, JSON, OPERATOR);
        }
        hook(409, wish, JSON, OPERATOR);
        ask(200, "GET", "/webhooks", "/webhooks", null, "Authorization", OPERATOR);
        ask(401, "GET", "/webhooks", "/webhooks", null);
        String one = "/webhooks/" + text(json(made), "id");
        ask(401, "DELETE", "/webhooks/{id}", one, null);
        ask(204, "DELETE", "/webhooks/{id}", one, null, "Authorization", OPERATOR);
        ask(404, "DELETE", "/webhooks/{id}", one, null, "Authorization", OPERATOR);
    }

    private HttpResponse<String> hook(int status, String body, String type, String token) {
        return ask(status, "POST", "/webhooks", "/webhooks", body, "Content-Type", type, "Authorization", token);
    }

    private void others() {
        ask(200, "GET", "/ice-servers", "/ice-servers", null);
        HttpResponse<String> read = ask(200, "GET", "/openapi.json", "/openapi.json", null);
        ask(304, "GET", "/openapi.json", "/openapi.json", null, "If-None-Match", tag(read));
        String farewell = "{\"type\":\"hello\",\"client\":{\"name\":\"t\",\"version\":\"1\"},"
                + "\"resume\":{\"session\":\"s\",\"secret\":\"s\",\"lastSeq\":0}}";
        ask(204, "POST", "/leave", "/leave", farewell);
        ask(400, "POST", "/leave", "/leave", "{}");
        ask(413, "POST", "/leave", "/leave", LARGE);
    }

    private void whereTokensAreAskedFor() {
        try (var issuer = new Issuer();
                var strict = TestServer.start(issuer.settings());
                var its = new ApiClient(strict)) {
            String token = "Bearer " + Issuer.signed(issuer.newRsaKey(), Issuer.claims("ada"));
            check(401, "POST", "/rooms", its.ask("POST", "/rooms", null));
            check(403, "POST", "/rooms", its.ask("POST", "/rooms", null, "Authorization", token));
            check(401, "GET", "/ice-servers", its.ask("GET", "/ice-servers", null));
        }
        var gone = new Issuer();
        gone.close();
        try (var strict = TestServer.start(gone.settings());
                var its = new ApiClient(strict)) {
            String token = "Bearer " + Issuer.signed(Issuer.strangersKey(), Issuer.claims("ada"));
            check(503, "GET", "/ice-servers", its.ask("GET", "/ice-servers", null, "Authorization", token));
        }
    }

    private void deleting(String room, String key) {
        ask(401, "DELETE", "/rooms/{id}", room, null);
        ask(403, "DELETE", "/rooms/{id}", "/rooms/nobodys", null, "Authorization", key);
        ask(404, "DELETE", "/rooms/{id}", "/rooms/nowhere", null, "Authorization", key);
        ask(412, "DELETE", "/rooms/{id}", room, null, "Authorization", key, "If-Match", "\"0\"");
        ask(204, "DELETE", "/rooms/{id}", room, null, "Authorization", key);
    }

    private HttpResponse<String> ask(
            int status, String method, String template, String path, @Nullable String body, String... headers) {
        return check(status, method, template, api.ask(method, path, body, headers));
    }

    private HttpResponse<String> check(int status, String method, String template, HttpResponse<String> answer) {
        String name = method + " " + template + " " + answer.statusCode();
        assertThat(answer.statusCode()).as(name + ": " + answer.body()).isEqualTo(status);
        JsonNode described =
                resolved(operation(method, template).get("responses").path("" + status));
        assertThat(described.isMissingNode()).as("%s is not described", name).isFalse();
        JsonNode content = described.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(name).isEmpty();
        } else {
            String type = answer.headers().firstValue("Content-Type").orElse("none");
            assertThat(content.has(type)).as("%s answers with %s", name, type).isTrue();
            if (type.contains("json")) {
                assertThat(errors(content.get(type).get("schema"), answer.body()))
                        .as(name)
                        .isEmpty();
            }
        }
        described
                .path("headers")
                .propertyNames()
                .forEach(header ->
                        assertThat(answer.headers().firstValue(header)).as(name).isPresent());
        seen.add(name);
        return answer;
    }

    private void fieldsAreDescribed(String name, Function<String, HttpResponse<String>> send) {
        JsonNode fields = schema(name).get("properties");
        String known = text(json(send.apply("{\"no\":1}")), "detail").replaceAll(".*known are ", "");
        assertThat(known.split(", ")).containsExactlyInAnyOrderElementsOf(fields.propertyNames());
        fields.properties().forEach(field -> {
            JsonNode rule = field.getValue();
            String max = "x".repeat(rule.path("maxLength").asInt(64));
            accepted(true, send, field, example(rule));
            accepted(true, send, field, "null");
            accepted(false, send, field, "{}");
            if (rule.has("maxLength")) {
                accepted(true, send, field, "\"" + max + "\"");
                accepted(false, send, field, "\"" + max + "x\"");
            }
            if (rule.has("minimum")) {
                accepted(true, send, field, "" + rule.get("minimum").longValue());
                accepted(false, send, field, "" + (rule.get("minimum").longValue() - 1));
            }
            if (rule.has("maximum")) {
                accepted(true, send, field, "" + rule.get("maximum").longValue());
                accepted(false, send, field, "" + (rule.get("maximum").longValue() + 1));
            }
        });
    }

    private String example(JsonNode rule) {
        JsonNode example = rule.get("examples").get(0);
        // Times run out.
        return rule.path("format").asString("").equals("date-time") ? "\"" + tomorrow + "\"" : example.toString();
    }

    private static void accepted(
            boolean isTaken,
            Function<String, HttpResponse<String>> send,
            Map.Entry<String, JsonNode> field,
            String value) {
        String body = "{\"" + field.getKey() + "\":" + value + "}";
        HttpResponse<String> answer = send.apply(body);
        assertThat(answer.statusCode() < 300).as(body + ": " + answer.body()).isEqualTo(isTaken);
    }

    private void delete(JsonNode made) {
        assertThat(api.ask("DELETE", "/rooms/" + text(made, "id"), null, "Authorization", key(made))
                        .statusCode())
                .isEqualTo(204);
    }

    private static String key(JsonNode made) {
        return "Bearer " + text(made, "hostKey");
    }

    private Set<String> describedAnswers() {
        var described = new TreeSet<String>();
        description
                .get("paths")
                .properties()
                .forEach(path -> operations(path.getValue())
                        .forEach(operation -> operation.getValue().get("responses").propertyNames().stream()
                                .filter(status -> !status.equals("default"))
                                .forEach(status ->
                                        described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()
                                                + " " + status))));
        return described;
    }

    private Set<String> endpoints() {
        var endpoints = new TreeSet<String>();
        Set<RequestMappingInfo> mapped = server.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet();
        for (RequestMappingInfo info : mapped) {
            for (String pattern : info.getPatternValues()) {
                info.getMethodsCondition().getMethods().forEach(method -> add(endpoints, method.name(), pattern));
            }
        }
        // Servlets of our own take what a page can send by a beacon, which is POST.
        server.context().getBeansOfType(ServletRegistrationBean.class).values().forEach(servlet -> {
            for (Object pattern : servlet.getUrlMappings()) {
                add(endpoints, "POST", String.valueOf(pattern));
            }
        });
        return endpoints;
    }

    private static void add(Set<String> endpoints, String method, String pattern) {
        if (pattern.startsWith(BASE)) {
            endpoints.add(method + " " + pattern.substring(BASE.length()));
        }
    }

    private static Stream<Map.Entry<String, JsonNode>> operations(JsonNode path) {
        return path.properties().stream().filter(entry -> entry.getValue().has("responses"));
    }

    private JsonNode operation(String method, String template) {
        return description.get("paths").get(template).get(method.toLowerCase(Locale.ROOT));
    }

    private JsonNode schema(String name) {
        return description.get("components").get("schemas").get(name);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(text(node, "$ref").substring(1)) : node;
    }

    /** What the schema and the description's other schemas find wrong, a field that is not described included. */
    private List<Error> errors(JsonNode schema, String body) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.setAll((ObjectNode) schema);
        root.set("$defs", description.get("components").get("schemas"));
        // Where JSON Schema by itself has them.
        String text = root.toString().replace("#/components/schemas/", "#/$defs/");
        JsonNode copy = JsonMapper.shared().readTree(text);
        close(copy);
        Schema strict = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(copy);
        return strict.validate(JsonMapper.shared().readTree(body));
    }

    private static void close(JsonNode node) {
        node.forEach(ApiDescriptionTest::close);
        if (node instanceof ObjectNode object && object.has("properties") && object.has("required")) {
            object.put("additionalProperties", false);
        }
    }
}

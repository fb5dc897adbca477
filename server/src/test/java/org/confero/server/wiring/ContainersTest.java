package org.confero.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.confero.server.ice.TurnCredentials;
import org.confero.server.socket.DrainSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files for containers name settings, ports and addresses of the server; here they are held to what it has. No engine
 * runs them here: OPERATIONS.md, "With containers", says what was tried.
 */
class ContainersTest {
    private static final Path COMPOSE = Path.of("../installers/compose");
    private static final Path CHART = Path.of("../installers/helm/confero");
    private static final List<String> NODES = List.of("server-1", "server-2");
    private static final String READINESS = "/actuator/health/readiness";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** {@code ${NAME:?what is wrong}} and {@code ${NAME:-otherwise}}, as compose reads them. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:[?-])?([^}]*)}");

    private static final Pattern SETTING = Pattern.compile("\\b(?:CONFERO|SPRING|MANAGEMENT|SERVER)_[A-Z0-9_]+\\b");

    @Test
    void everySettingInTheFilesIsOneOfTheServer() throws IOException {
        Set<String> known = settings();
        assertThat(known).contains("CONFERO_DRAIN_NOTICE", "CONFERO_ICE_TURN_SECRET", "SPRING_DATA_REDIS_SSL_ENABLED");
        for (String node : NODES) {
            assertThat(known).containsAll(environment(node, Map.of()).keySet());
        }
        Set<String> inChart = found(SETTING, Files.readString(CHART.resolve("templates/_helpers.tpl")));
        assertThat(inChart).hasSizeGreaterThan(15);
        assertThat(known).containsAll(inChart);
        assertThat(known).containsAll(found(SETTING, Files.readString(CHART.resolve("values.yaml"))));
    }

    @Test
    void theServerTakesWhatComposeTellsIt() throws IOException {
        Map<String, String> ours = filledIn();
        for (String node : NODES) {
            ConferoProperties properties = bind(environment(node, ours));
            assertThat(properties.mode()).isEqualTo(ConferoProperties.Mode.CLUSTER);
            assertThat(properties.node()).isEqualTo(node);
            assertThat(properties.admin().isSet()).isTrue();
            TurnCredentials turn = Objects.requireNonNull(properties.ice().turn());
            assertThat(turn.urls()).hasSize(2);
            assertThat(turn.secret())
                    .isEqualTo(ours.get("TURN_SECRET"))
                    .isEqualTo(resolved(environmentOf(service("turn")), ours).get("TURN_SECRET"));
            assertThat(properties.trustedProxies())
                    .containsExactly(resolve(at(service("proxy"), "networks", "front", "ipv4_address"), ours));
        }
    }

    @Test
    void nodesDifferInNameOnly() throws IOException {
        Map<String, String> one = environment("server-1", filledIn());
        Map<String, String> other = environment("server-2", filledIn());
        assertThat(List.of(one.remove("CONFERO_NODE"), other.remove("CONFERO_NODE")))
                .containsExactlyElementsOf(NODES);
        assertThat(one).isEqualTo(other);
    }

    @Test
    void whoeverStopsANodeWaitsUntilItHasDrained() throws IOException {
        for (String node : NODES) {
            assertThat(DurationStyle.detectAndParse(at(service(node), "stop_grace_period")))
                    .isGreaterThan(whole(bind(environment(node, filledIn())).drain()));
        }
        String pod = Files.readString(CHART.resolve("templates/_helpers.tpl"));
        assertThat(pod)
                .contains("terminationGracePeriodSeconds: {{ add $.Values.drain.notice $.Values.drain.spread"
                        + " $.Values.drain.timeout 15 }}");
    }

    @Test
    void healthIsAskedWhereItIsAnswered() throws IOException {
        for (String node : NODES) {
            String port = environment(node, Map.of()).get("MANAGEMENT_SERVER_PORT");
            assertThat(String.valueOf(service(node).get("healthcheck"))).contains("/127.0.0.1/" + port, READINESS);
            assertThat(Files.readString(COMPOSE.resolve("Caddyfile")))
                    .contains("health_port " + port, "health_uri " + READINESS, node + ":8080");
        }
        assertThat(Files.readString(CHART.resolve("templates/_helpers.tpl")))
                .contains("path: " + READINESS, "path: /actuator/health/liveness");
    }

    @Test
    void onlyTheProxyAndTheTurnServerAreReachedFromOutside() throws IOException {
        Set<String> reached = new TreeSet<>();
        services().forEach((name, service) -> {
            if (service.containsKey("ports") || "host".equals(service.get("network_mode"))) {
                reached.add(name);
            }
        });
        assertThat(reached).containsExactly("proxy", "turn");
        assertThat(at(compose(), "networks", "back", "internal")).isEqualTo("true");
    }

    @Test
    void nothingStartsWithoutItsSecretsAndTheExampleNamesThemAll() throws IOException {
        Set<String> needed = new TreeSet<>();
        for (MatchResult variable : all(VARIABLE, Files.readString(COMPOSE.resolve("compose.yaml")))) {
            assertThat(variable.group(2)).as(variable.group()).isNotNull();
            if (":?".equals(variable.group(2))) {
                needed.add(variable.group(1));
            }
        }
        assertThat(needed).isEqualTo(example().keySet());
        assertThat(example().values()).containsOnly("");
        services()
                .forEach((name, service) -> environmentOf(service).forEach((key, value) -> {
                    if (key.matches(".*(PASS|PASSWORD|SECRET|TOKEN|AUTH)")) {
                        assertThat(value).as(name + " " + key).matches("\\$\\{\\w+:\\?.*}");
                    }
                }));
    }

    @Test
    void imagesHaveVersionsAndAllComesBackAndIsBounded() throws IOException {
        services().forEach((name, service) -> {
            assertThat(String.valueOf(service.get("image"))).as(name).matches(".+:\\d+\\.\\d+\\.\\d+.*");
            assertThat(service)
                    .as(name)
                    .containsKeys("mem_limit", "security_opt")
                    .containsEntry("restart", "unless-stopped");
        });
        assertThat(at(yaml(CHART.resolve("Chart.yaml")), "appVersion"))
                .isEqualTo(at(service("server-1"), "image").replaceAll(".*:", ""));
    }

    @Test
    void theChartsValuesAreDescribedAndNothingWorksWithoutThem() throws IOException {
        Map<String, Object> defaults = yaml(CHART.resolve("values.yaml"));
        assertThat(errors(defaults)).isNotEmpty();
        assertThat(errors(merged(defaults, yaml(CHART.resolve("ci/values.yaml")))))
                .isEmpty();
    }

    private static Duration whole(DrainSettings drain) {
        return drain.notice().plus(drain.spread()).plus(drain.timeout());
    }

    /** All settings, as their environment variables; a number in a list's is N. */
    private static Set<String> settings() throws IOException {
        Set<String> names = new HashSet<>();
        add(names, "CONFERO", ConferoProperties.class);
        for (URL url : Collections.list(
                ContainersTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = url.openStream()) {
                for (JsonNode property : JSON.readTree(in).get("properties")) {
                    names.add(variable(property.get("name").stringValue()));
                }
            }
        }
        return names;
    }

    private static void add(Set<String> names, String prefix, Class<?> settings) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = prefix + "_" + variable(component.getName().replaceAll("(\\p{Upper})", "-$1"));
            names.add(name);
            if (component.getType().isRecord()) {
                add(names, name, component.getType());
            } else if (component.getGenericType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> element
                    && element.isRecord()) {
                add(names, name + "_N", element);
            }
        }
    }

    private static String variable(String setting) {
        return setting.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static ConferoProperties bind(Map<String, String> environment) {
        var source = new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(environment));
        return new Binder(ConfigurationPropertySources.from(source)).bindOrCreate("confero", ConferoProperties.class);
    }

    /** A node's environment, with variables replaced by what is given for them. */
    private static Map<String, String> environment(String node, Map<String, String> given) throws IOException {
        return resolved(environmentOf(service(node)), given);
    }

    private static Map<String, String> environmentOf(Map<String, Object> service) {
        Map<String, String> all = new TreeMap<>();
        if (service.get("environment") instanceof Map<?, ?> environment) {
            environment.forEach((key, value) -> all.put(String.valueOf(key), String.valueOf(value)));
        }
        return all;
    }

    private static Map<String, String> resolved(Map<String, String> environment, Map<String, String> given) {
        environment.replaceAll((_, value) -> resolve(value, given));
        return environment;
    }

    private static String resolve(String text, Map<String, String> given) {
        return VARIABLE.matcher(text)
                .replaceAll(variable ->
                        given.getOrDefault(variable.group(1), ":-".equals(variable.group(2)) ? variable.group(3) : ""));
    }

    private static Map<String, String> example() throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (String line : Files.readAllLines(COMPOSE.resolve(".env.example"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                all.put(parts[0], parts[1]);
            }
        }
        return all;
    }

    private static Map<String, String> filledIn() throws IOException {
        Map<String, String> all = example();
        all.replaceAll((name, empty) -> "long-enough-for-" + name.toLowerCase(Locale.ROOT));
        return all;
    }

    private static Map<String, Object> compose() throws IOException {
        return yaml(COMPOSE.resolve("compose.yaml"));
    }

    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        object(compose().get("services")).forEach((name, service) -> all.put(name, object(service)));
        return all;
    }

    private static Map<String, Object> service(String name) throws IOException {
        return Objects.requireNonNull(services().get(name));
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return object(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
    }

    private static Map<String, Object> object(@Nullable Object value) {
        Map<String, Object> all = new TreeMap<>();
        ((Map<?, ?>) Objects.requireNonNull(value)).forEach((key, each) -> all.put(String.valueOf(key), each));
        return all;
    }

    private static String at(Map<String, Object> where, String... path) {
        @Nullable Object found = where;
        for (String key : path) {
            found = object(found).get(key);
        }
        return String.valueOf(found);
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        all(pattern, text).forEach(each -> names.add(each.group()));
        return names;
    }

    private static Map<String, Object> merged(Map<String, Object> below, Map<String, Object> above) {
        Map<String, Object> both = new TreeMap<>(below);
        above.forEach((key, value) -> both.merge(
                key,
                value,
                (old, young) ->
                        old instanceof Map && young instanceof Map ? merged(object(old), object(young)) : young));
        return both;
    }

    private static List<String> errors(Map<String, Object> values) throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(JSON.readTree(Files.readString(CHART.resolve("values.schema.json"))));
        List<String> said = new ArrayList<>();
        for (Error error : schema.validate(JSON.valueToTree(values))) {
            said.add(error.toString());
        }
        return said;
    }
}

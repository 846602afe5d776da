package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.ClickHouseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How soon what came goes into a store. */
class AgentStoresTest {
  private static final Duration USUAL = Duration.ofSeconds(5);

  private final AgentConfig config = AgentConfig.of(Path.of("data"), Path.of("state"));

  private static ClickHouseConfig remote(ClickHouseConfig.Access access) throws Exception {
    return StorePassword.of("clickhouse://localhost:8123/otel", null, Map.of())
        .writing(access, "", "");
  }

  private static Duration sealAfter(AgentConfig config) {
    return new AgentStores(config).road().sealAfter();
  }

  @Test
  void a_folder_gets_it_when_the_config_says() {
    assertThat(config.sealAfter()).isEqualTo(USUAL);
    assertThat(sealAfter(config)).isEqualTo(USUAL);
  }

  @Test
  void a_store_elsewhere_gets_it_within_a_second() throws Exception {
    AgentConfig writing = config.withStore(remote(ClickHouseConfig.Access.WRITE));
    assertThat(sealAfter(writing)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_store_that_is_asked_alone_changes_nothing() throws Exception {
    AgentConfig reading = config.withStore(remote(ClickHouseConfig.Access.READ));
    assertThat(sealAfter(reading)).isEqualTo(USUAL);
  }
}

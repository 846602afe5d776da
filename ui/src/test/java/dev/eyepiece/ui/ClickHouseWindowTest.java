package dev.eyepiece.ui;

import static dev.eyepiece.ui.OnFx.await;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.Folders;
import dev.eyepiece.agent.HostPort;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.store.ClickHouse;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.ClickHouseEngine;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The window over ClickHouse's own engine. */
@Tag("peers")
@ExtendWith(ApplicationExtension.class)
class ClickHouseWindowTest {
  private final List<RecordBatch> batches = new ArrayList<>();
  private final RequestDecoder decoder = new RequestDecoder(new SymbolTable());
  private ClickHouseEngine engine;
  private LocalAgent agent;
  private Workbench workbench;
  private Stage stage;

  @Start
  void start(Stage shown) throws Exception {
    stage = shown;
    Path folder = Files.createTempDirectory("eyepiece-clickhouse");
    engine = ClickHouseEngine.start(folder.resolve("engine"));
    String url = "clickhouse://" + engine.address() + "/otel";
    fill(url);
    HostPort any = new HostPort("127.0.0.1", 0);
    Folders folders = new Folders(folder, folder.resolve("config"), folder.resolve("state"));
    AgentConfig config =
        AgentConfig.of(folder.resolve("data"), folder.resolve("state"))
            .withPorts(any, any, any)
            .withStore(ClickHouseConfig.parse(url));
    agent = LocalAgent.start(config);
    workbench =
        new Workbench(
            Host.of(agent, Settings.read(folders, Map.of(), Map.of()), Map.of()),
            new SimpleBooleanProperty(false));
    stage.setWidth(1440);
    stage.setHeight(900);
    workbench.show(stage);
  }

  @AfterEach
  void stop() throws Exception {
    if (workbench != null) {
      WaitForAsyncUtils.asyncFx(() -> workbench.stop()).get();
      agent.close();
    }
    engine.close();
  }

  private void fill(String url) throws Exception {
    long now = System.currentTimeMillis() * 1_000_000L - 60_000_000_000L;
    for (int i = 0; i < 40; i++) {
      String service = List.of("storefront", "payment", "cart").get(i % 3);
      String run = i < 20 ? "before" : "after";
      long at = now + i * 500_000_000L;
      take(
          Signal.TRACES,
          group(
              "Spans",
              service,
              run,
              ("\"spans\": [{\"traceId\": \"%032x\", \"spanId\": \"%016x\", \"name\": \"%s /goods/%d\","
                      + " \"kind\": 2, \"startTimeUnixNano\": \"%d\", \"endTimeUnixNano\": \"%d\","
                      + " \"status\": {\"code\": %d}}]")
                  .formatted(
                      i / 2 + 1,
                      i + 1,
                      i % 3 == 0 ? "POST" : "GET",
                      i % 5,
                      at,
                      at + (i + 1) * 1_700_000L,
                      i % 9 == 0 ? 2 : 0)));
      take(
          Signal.LOGS,
          group(
              "Logs",
              service,
              run,
              ("\"logRecords\": [{\"timeUnixNano\": \"%d\", \"severityNumber\": %d,"
                      + " \"traceId\": \"%032x\", \"spanId\": \"%016x\","
                      + " \"body\": {\"stringValue\": \"order %d taken\"}}]")
                  .formatted(at, i % 4 == 0 ? 17 : 9, i / 2 + 1, i + 1, i)));
      take(
          Signal.METRICS,
          group(
              "Metrics",
              service,
              run,
              "\"metrics\": [{\"name\": \"queue.length\", \"unit\": \"1\", \"gauge\":"
                  + " {\"dataPoints\": [{\"timeUnixNano\": \"%d\", \"asDouble\": %d}]}}]"
                      .formatted(at, i % 7)));
    }
    take(Signal.PROFILES, HeldShop.profile("payment", "cpu", 1_000_000, now));
    try (TelemetryStore store =
        ClickHouse.open(
            ClickHouseConfig.parse(url).writing(ClickHouseConfig.Access.CREATE, "test", ""))) {
      store.seal(batches);
    }
  }

  private static String group(String signal, String service, String run, String records) {
    return ("{\"resource%s\": [{\"resource\": {\"attributes\": [{\"key\": \"service.name\","
            + " \"value\": {\"stringValue\": \"%s\"}}, {\"key\": \"eyepiece.run.name\","
            + " \"value\": {\"stringValue\": \"%s\"}}]}, \"scope%s\": [{%s}]}]}")
        .formatted(signal, service, run, signal, records);
  }

  private void take(Signal signal, String json) throws Exception {
    byte[] request = OtlpJson.read(signal, json.getBytes(StandardCharsets.UTF_8));
    batches.add(
        decoder
            .decode(signal, request, request.length)
            .batch()
            .withId(batches.size() + 1, System.currentTimeMillis() * 1_000_000L));
  }

  private void open(Place place) throws Exception {
    WaitForAsyncUtils.asyncFx(() -> workbench.open(place)).get();
    WaitForAsyncUtils.waitForFxEvents();
  }

  private static boolean says(FxRobot robot, String text) {
    return robot
        .lookup(
            node -> node instanceof Labeled label && String.valueOf(label.getText()).contains(text))
        .tryQuery()
        .isPresent();
  }

  private static boolean isThere(FxRobot robot, String id) {
    return robot.lookup(id).tryQuery().isPresent();
  }

  private static int rows(FxRobot robot, String table) {
    return robot
        .lookup(table)
        .tryQuery()
        .map(TableView.class::cast)
        .map(shown -> shown.getItems().size())
        .orElse(0);
  }

  /** What is asked for late, such as charts and facets, comes after the rows. */
  private void saw(FxRobot robot, String name) throws Exception {
    WaitForAsyncUtils.waitForFxEvents(60);
    await(() -> !says(robot, "Draw a chart") && !says(robot, "Look at tables"));
    Pictures.take(stage, "clickhouse-" + name);
  }

  @Test
  void whatIsHeldThereIsSeenInEveryView(FxRobot robot) throws Exception {
    open(new Place.Traces());
    await(() -> rows(robot, "#traces") == 20);
    await(() -> says(robot, "sorted over all"));
    await(() -> says(robot, "123 records in ClickHouse"));
    saw(robot, "traces");

    open(new Place.Trace(new TraceId(0, 1), 0));
    await(() -> says(robot, "POST /goods/0"));
    saw(robot, "trace");

    open(new Place.Logs());
    await(() -> says(robot, "40 of 40 log records match"));
    saw(robot, "logs");

    open(new Place.Metrics("payment", "queue.length"));
    await(() -> says(robot, "2 series, 13 points"));
    saw(robot, "metrics");

    open(new Place.Profiles());
    await(() -> isThere(robot, "#flame-graph"));
    saw(robot, "profiles");

    open(new Place.Overview());
    await(() -> says(robot, "profile samples"));
    await(() -> says(robot, "what is shown is in http://"));
    await(() -> says(robot, "In ClickHouse"));
    await(() -> rows(robot, "#red") > 0);
    saw(robot, "overview");

    open(new Place.Runs());
    await(() -> rows(robot, "#runs-table") == 2);
    WaitForAsyncUtils.asyncFx(
            () -> robot.lookup("#runs-table").queryTableView().getSelectionModel().select(0))
        .get();
    await(() -> rows(robot, "#compared-table") > 0);
    saw(robot, "runs");

    open(new Place.Query());
    await(() -> robot.lookup(".sql-example").queryAll().size() == 3);
    saw(robot, "query-empty");
    robot.clickOn(robot.lookup(".sql-example").queryAll().iterator().next());
    await(() -> rows(robot, "#sql-rows") > 0);
    saw(robot, "query");
  }
}

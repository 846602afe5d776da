package dev.eyepiece.ui;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.pipeline.Pipeline;
import dev.eyepiece.pipeline.PipelineConfig;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A real road and store that take OTLP JSON, for tests of views of all signals. */
public final class HeldShop implements AutoCloseable {
  private final DuckDbStore store;
  private final RequestDecoder decoder = new RequestDecoder(new SymbolTable());
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private final Pipeline pipeline;

  public HeldShop(Path folder) throws Exception {
    store = DuckDbStore.open(StoreConfig.of(folder.resolve("windows")));
    pipeline = Pipeline.open(PipelineConfig.of(folder), store, decoder, InstantSource.system());
  }

  public Pipeline telemetry() {
    return pipeline;
  }

  /** Takes one request; it can be asked for after {@link #settle}. */
  public void take(Signal signal, String json) throws MalformedOtlpException {
    byte[] request = OtlpJson.read(signal, json.getBytes(StandardCharsets.UTF_8));
    CompletableFuture<Void> taken = new CompletableFuture<>();
    waiting.add(taken);
    pipeline.take(
        decoder.decode(signal, request, request.length).batch(), reply -> taken.complete(null));
  }

  /** Waits until everything that was taken can be asked for. */
  public void settle() {
    waiting.forEach(CompletableFuture::join);
    waiting.clear();
  }

  /** A span of a service, one request. */
  public static String span(String service, String name, String method, long startNano) {
    return """
    {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name",
      "value": {"stringValue": "%s"}}]}, "scopeSpans": [{"scope": {"name": "http"},
      "spans": [{"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169%06x",
      "name": "%s", "kind": 2, "startTimeUnixNano": "%d", "endTimeUnixNano": "%d",
      "attributes": [{"key": "http.method", "value": {"stringValue": "%s"}}]}]}]}]}
    """
        .formatted(service, startNano & 0xFFFFFF, name, startNano, startNano + 5_000_000, method);
  }

  /** A profile of three stacks: main calls work, work calls parse, main calls idle. */
  public static String profile(String service, String type, long scale, long timeNano) {
    return """
    {"resourceProfiles": [{"resource": {"attributes": [{"key": "service.name",
      "value": {"stringValue": "%s"}}]}, "scopeProfiles": [{"profiles": [{
      "sampleType": {"typeStrindex": 1, "unitStrindex": 2}, "timeUnixNano": "%d",
      "profileId": "0102030405060708090a0b0c0d0e0f10",
      "samples": [{"stackIndex": 1, "values": ["%d"]}, {"stackIndex": 2, "values": ["%d"]},
        {"stackIndex": 3, "values": ["%d"]}]}]}]}],
     "dictionary": {
      "stringTable": ["", "%s", "nanoseconds", "main", "work", "parse", "idle", "Shop.java"],
      "mappingTable": [{}], "linkTable": [{}], "attributeTable": [{}],
      "functionTable": [{}, {"nameStrindex": 3, "filenameStrindex": 7},
        {"nameStrindex": 4, "filenameStrindex": 7}, {"nameStrindex": 5}, {"nameStrindex": 6}],
      "locationTable": [{}, {"lines": [{"functionIndex": 1}]}, {"lines": [{"functionIndex": 2}]},
        {"lines": [{"functionIndex": 3}]}, {"lines": [{"functionIndex": 4}]}],
      "stackTable": [{}, {"locationIndices": [2, 1]}, {"locationIndices": [3, 2, 1]},
        {"locationIndices": [4, 1]}]}}
    """
        .formatted(service, timeNano, 30 * scale, 50 * scale, 20 * scale, type);
  }

  @Override
  public void close() throws IOException, StoreException {
    pipeline.close();
    store.close();
  }
}

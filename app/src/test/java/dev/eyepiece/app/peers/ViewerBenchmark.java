package dev.eyepiece.app.peers;

import dev.eyepiece.app.process.ServeProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The same spans into {@code ./eyepiece serve} and into otel-desktop-viewer with a file, one after
 * the other: until at rest, CPU, memory, disk, and the same three questions over HTTP until their
 * answers are read. Of a list {@code ./eyepiece} answers with the newest 1,000 and says how many
 * there are, the viewer with all. Argument: spans (a million). Linux only, for /proc.
 */
final class ViewerBenchmark {
  private static final int CONNECTIONS = 4;
  private static final int ROUNDS = 5;
  private static final String USER = "user-77";
  private static final Pattern TRACE_ID = Pattern.compile("(?i)\"trace_?id\" ?: ?\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  private ViewerBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int spans = Integer.parseInt(IngestBenchmark.argument(arguments, 0, "1000000"));
    ViewerBenchmark benchmark = new ViewerBenchmark();
    benchmark.ours(spans);
    benchmark.theirs(spans);
  }

  private void ours(int spans) throws Exception {
    Path data = Files.createTempDirectory("eyepiece-beside");
    try (ServeProcess serve =
        ServeProcess.startByScript(WindowBenchmark.ROOT.resolve("eyepiece"), data)) {
      System.out.println("./eyepiece serve");
      fill(serve.grpcAddress(), serve.pid(), data, spans);
      String api = serve.apiEndpoint() + "/api/v1/";
      String token = Files.readString(data.resolve("token")).strip();
      String list = time("list of traces", request(api + "traces?limit=1000", token));
      time(
          "traces by an attribute",
          request(api + "traces?limit=1000&search=user.id:" + USER, token));
      time("one trace", request(api + "traces/" + traceId(list), token));
      memory(serve.pid());
    }
  }

  private void theirs(int spans) throws Exception {
    try (PeerReceiver viewer = PeerReceiver.start("viewer")) {
      if (viewer == null) {
        return;
      }
      System.out.println("otel-desktop-viewer --db FILE");
      fill(viewer.grpcAddress(), viewer.pid(), viewer.folder(), spans);
      String all = "\"0\", \"" + Long.MAX_VALUE + "\"";
      String list = time("list of traces", call(viewer, "searchTraces", all));
      String equals =
          """
          {"id": "1", "type": "condition", "query": {"field": {"name": "user.id",
           "searchScope": "attribute", "attributeScope": "span"}, "fieldOperator": "=",
           "value": "%s"}}\
          """
              .formatted(USER);
      time("traces by an attribute", call(viewer, "searchTraces", all + ", " + equals));
      time("one trace", call(viewer, "searchSpans", '"' + traceId(list) + '"'));
      memory(viewer.pid());
    }
  }

  private static void fill(String grpc, long pid, Path folder, int spans) throws Exception {
    SpanLoad load = new SpanLoad();
    long began = System.nanoTime();
    int sent = load.sendGrpc(grpc, spans, CONNECTIONS);
    double rest = (double) (MatrixBenchmark.awaitRest(pid, folder) - began) / 1e9;
    System.out.printf(
        "  %,d spans, %,d a second until at rest, %.1f us CPU and %d B on disk each%n",
        sent,
        Math.round(sent / rest),
        ProcessFigures.cpuSeconds(pid) * 1e6 / sent,
        IngestBenchmark.size(folder) / sent);
  }

  private static void memory(long pid) throws IOException {
    System.out.printf(
        "  RSS %d MiB, most %d%n",
        ProcessFigures.memoryKib(pid, "VmRSS") >> 10, ProcessFigures.memoryKib(pid, "VmHWM") >> 10);
  }

  private static HttpRequest request(String url, String token) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + token)
        .build();
  }

  private static HttpRequest call(PeerReceiver viewer, String method, String parameters) {
    String body =
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \""
            + method
            + "\", \"params\": ["
            + parameters
            + "]}";
    return HttpRequest.newBuilder(URI.create(viewer.browserEndpoint() + "/rpc"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** Asks a few times and answers with the last answer. */
  private String time(String name, HttpRequest question) throws Exception {
    double[] took = new double[ROUNDS];
    String answer = "";
    for (int i = 0; i < ROUNDS; i++) {
      long began = System.nanoTime();
      HttpResponse<String> response = http.send(question, BodyHandlers.ofString());
      took[i] = (double) (System.nanoTime() - began) / 1e6;
      answer = response.body();
      if (response.statusCode() != 200 || answer.contains("\"error\":{")) {
        throw new IOException(name + ": " + answer.substring(0, Math.min(500, answer.length())));
      }
    }
    double first = took[0];
    Arrays.sort(took);
    System.out.printf(
        "  %-24s first %7.0f, median %7.0f ms; %,d bytes%n",
        name, first, took[ROUNDS / 2], answer.length());
    return answer;
  }

  private static String traceId(String list) {
    Matcher id = TRACE_ID.matcher(list);
    if (!id.find()) {
      throw new IllegalStateException("no trace is listed: " + list.substring(0, 200));
    }
    return id.group(1);
  }
}

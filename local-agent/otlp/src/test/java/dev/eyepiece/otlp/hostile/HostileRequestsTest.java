package dev.eyepiece.otlp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.net.LostBuffers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no sender should send, against a receiver in a process of its own: each is answered as its
 * specification says, the next sender is served, and the memory of the process stays bounded.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileRequestsTest {
  private static final long MOST_GROWTH = 200L << 20;
  private static final int ATTACKERS = 12;

  /** What a sender hears that is to come again, by HTTP and gRPC, and how often one comes. */
  private static final String BUSY = "503|200 grpc 14";

  private static final int MOST_TIMES = 20;

  /** What libraries in the receiver's process say of the attacks. */
  private static final Path LOG = Path.of("target/hostile-requests.log");

  private static Process process;
  private static int port;
  private static long before;

  /** Several at once, since most of them wait for a connection to be closed. */
  private static final ExecutorService attackers =
      Executors.newFixedThreadPool(ATTACKERS, Thread.ofVirtual().factory());

  /** Those that are run before they are asked for; bombs take the room of others and run alone. */
  private static final Map<String, Future<Outcome>> begun = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30",
                "-XX:-ShrinkHeapInSteps",
                "-Xms32m",
                "-Xmx768m",
                "--enable-native-access=ALL-UNNAMED",
                LostBuffers.FLAG,
                "-Dio.netty.leakDetection.acquireAndReleaseOnly=true",
                "-cp",
                System.getProperty("java.class.path"),
                HostileServer.class.getName())
            .redirectError(LOG.toFile())
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    assertThat(line).isNotNull();
    port = Integer.parseInt(line);
    for (int i = 0; i < 200; i++) {
      assertThat(good()).isEqualTo("200");
    }
    before = residentBytes();
    Set<String> alone = names(BombCases.all());
    for (HostileCase one : cases()) {
      if (!alone.contains(one.name())) {
        begun.put(one.name(), attackers.submit(() -> outcome(one)));
      }
    }
  }

  private static Set<String> names(List<HostileCase> some) {
    return some.stream().map(HostileCase::name).collect(Collectors.toSet());
  }

  /** What came of an attack, and what the next sender heard. */
  private record Outcome(String answer, String next) {}

  private static Outcome outcome(HostileCase one) throws Exception {
    return new Outcome(
        answer(() -> one.attack().run(port), one.expected()),
        answer(HostileRequestsTest::good, "200"));
  }

  /** Comes again where that is asked for, as senders do: others may have the room just now. */
  private static String answer(Callable<String> request, String expected) throws Exception {
    String answer = request.call();
    for (int i = 1; i < MOST_TIMES && answer.matches(BUSY) && !answer.matches(expected); i++) {
      TimeUnit.MILLISECONDS.sleep(500);
      answer = request.call();
    }
    return answer;
  }

  @AfterAll
  static void stop() throws Exception {
    attackers.close();
    process.getOutputStream().close();
    assertThat(process.waitFor()).as("a bad end: see " + LOG).isZero();
  }

  /** A request of eight spans. */
  private static String good() throws IOException {
    byte[] span = PayloadCases.field(5, Wire.ascii("a span"));
    byte[] spans = new byte[0];
    for (int i = 0; i < 8; i++) {
      spans = Wire.join(spans, PayloadCases.field(2, span));
    }
    byte[] request = PayloadCases.field(1, PayloadCases.field(2, spans));
    return Wire.post(port, "/v1/traces", Wire.PROTOBUF, request);
  }

  static List<HostileCase> cases() {
    return Stream.of(
            HttpCases.all(), BombCases.all(), Http2Cases.all(), GrpcCases.all(), PayloadCases.all())
        .flatMap(List::stream)
        .toList();
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("cases")
  void isAnsweredAndTheNextSenderIsServed(HostileCase one) throws Exception {
    Future<Outcome> earlier = begun.get(one.name());
    Outcome outcome = earlier == null ? outcome(one) : earlier.get();
    assertThat(outcome.answer()).as(one.name()).matches(one.expected());
    assertThat(outcome.next()).as("the next sender, after " + one.name()).isEqualTo("200");
  }

  @Order(2)
  @Test
  void thereAreManyOfThem() {
    assertThat(cases()).hasSizeGreaterThan(120);
    assertThat(cases()).extracting(HostileCase::name).doesNotHaveDuplicates();
  }

  @Order(3)
  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryStaysBounded() throws Exception {
    // The heap shrinks when the last large body is some seconds gone.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (residentBytes() - before > MOST_GROWTH && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    assertThat(residentBytes() - before).isLessThanOrEqualTo(MOST_GROWTH);
  }

  private static long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}

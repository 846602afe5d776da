package dev.eyepiece.ottl.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.OttlVersion;
import dev.eyepiece.ottl.function.Functions;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Statements do the same as a class of their own. */
class FusedTest {
  private static final int NEVER = -1;

  /** One case of so many is run, to save time. */
  private static final int EACH = 3;

  private record Outcome(@Nullable String error, String left, List<String> counts) {}

  @Test
  void cases_of_the_corpus_end_as_they_do_without() throws Exception {
    int compared = 0;
    int number = 0;
    try (InputStream in =
            FusedTest.class.getResourceAsStream("/dev/eyepiece/ottl/corpus/cases.jsonl.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Objects.requireNonNull(in)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (number++ % EACH != 0) {
          continue;
        }
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        JsonTree.Case read = JsonTree.readCase(bytes);
        Outcome plain = run(bytes, read, NEVER);
        if (plain != null) {
          assertThat(run(bytes, read, 0)).as(line).isEqualTo(plain);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  /** What rules make of a batch that they run on again and again; null where there are none. */
  private static @Nullable Outcome run(byte[] line, JsonTree.Case read, int fusedAfter)
      throws IOException {
    Object gates = read.fields().get("gates");
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    try {
      Rules rules =
          Rules.compile(
              String.valueOf(read.fields().get("processor")),
              read.fields().get("config"),
              new Rules.Options(
                  gates instanceof List<?> list
                      ? list.stream().map(Object::toString).toList()
                      : List.of(),
                  false,
                  OttlVersion.V0_161,
                  fusedAfter),
              new Functions(clock, new Random(1)));
      if (!rules.problems().isEmpty()) {
        return null;
      }
      Signal signal =
          Signal.valueOf(String.valueOf(read.fields().get("signal")).toUpperCase(Locale.ROOT));
      byte[] json = Arrays.copyOfRange(line, read.inputStart(), read.inputEnd());
      byte[] proto = OtlpJson.read(signal, json);
      TelemetryTree tree = TelemetryTree.read(signal, proto, proto.length);
      Tally tally = new Tally(rules.size());
      String error = null;
      try {
        rules.process(tree, tally, null);
        rules.process(tree, tally, null);
      } catch (RunException e) {
        error = e.getMessage();
      }
      List<String> counts =
          java.util.stream.IntStream.range(0, rules.size())
              .mapToObj(i ->
                  tally.matched(i)
                      + " "
                      + tally.changed(i)
                      + " "
                      + tally.errors(i)
                      + " "
                      + tally.lastError(i))
              .toList();
      return new Outcome(error, Arrays.toString(tree.encode()), counts);
    } catch (ConfigException | MalformedOtlpException e) {
      return null;
    }
  }
}

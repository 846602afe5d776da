package dev.eyepiece.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import dev.eyepiece.agent.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Profiles that are made when the test runs, as profilers write them: imported, asked for, exported
 * and drawn, by processes.
 */
class ProfilesProcessTest {
  private final long seed = Long.getLong("eyepiece.seed", System.nanoTime());

  /** Values by stack, outermost first. */
  private final Map<List<String>, Long> made =
      new TreeMap<>((one, other) -> String.join(";", one).compareTo(String.join(";", other)));

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void make() {
    data = folder.resolve("data");
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      List<String> stack = new ArrayList<>(List.of("main"));
      for (int depth = random.nextInt(6); depth > 0; depth--) {
        stack.add("f" + random.nextInt(1 << 20));
      }
      stack.add("leaf" + i);
      made.put(stack, 1L + random.nextInt(10_000));
    }
  }

  private byte[] collapsed() {
    StringBuilder text = new StringBuilder();
    made.forEach((stack, value) ->
        text.append(String.join(";", stack)).append(' ').append(value).append('\n'));
    return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** By the field numbers of pprof's profile.proto, gzip as Go's tools write it. */
  private byte[] pprof() throws IOException {
    List<String> strings = new ArrayList<>(List.of("", "cpu", "nanoseconds"));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CodedOutputStream profile = CodedOutputStream.newInstance(body);
    profile.writeByteArray(
        1,
        message(out -> {
          out.writeInt64(1, 1);
          out.writeInt64(2, 2);
        }));
    List<byte[]> functions = new ArrayList<>();
    for (Map.Entry<List<String>, Long> one : made.entrySet()) {
      List<Long> locations = new ArrayList<>();
      for (String name : one.getKey().reversed()) {
        strings.add(name);
        int string = strings.size() - 1;
        long id = functions.size() + 1L;
        functions.add(
            message(out -> {
              out.writeUInt64(1, id);
              out.writeInt64(2, string);
            }));
        locations.add(id);
      }
      profile.writeByteArray(
          2,
          message(out -> {
            for (long location : locations) {
              out.writeUInt64(1, location);
            }
            out.writeInt64(2, one.getValue());
          }));
    }
    for (int i = 1; i <= functions.size(); i++) {
      long id = i;
      profile.writeByteArray(
          4,
          message(out -> {
            out.writeUInt64(1, id);
            out.writeByteArray(4, message(line -> line.writeUInt64(1, id)));
          }));
      profile.writeByteArray(5, functions.get(i - 1));
    }
    for (String string : strings) {
      profile.writeString(6, string);
    }
    profile.flush();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      body.writeTo(gzip);
    }
    return packed.toByteArray();
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** Values by stack that are held of a service, outermost first. */
  private Map<List<String>, Long> held(String service) throws Exception {
    Map<List<String>, Long> held =
        new TreeMap<>((one, other) -> String.join(";", one).compareTo(String.join(";", other)));
    ServeProcess.output(
            "query",
            "service:" + service,
            "--signal",
            "profiles",
            "--data",
            data.toString(),
            "--limit",
            "0",
            "--format",
            "json")
        .lines()
        .map(JsonText::readObject)
        .forEach(sample -> {
          if (sample.get("stack") instanceof List<?> stack
              && sample.get("value") instanceof Number value) {
            held.merge(
                stack.reversed().stream().map(String::valueOf).toList(),
                value.longValue(),
                Long::sum);
          }
        });
    return held;
  }

  @Test
  void what_profilers_write_is_held_asked_for_and_drawn() throws Exception {
    Path collapsed = Files.write(folder.resolve("folded.collapsed"), collapsed());
    Path pprof = Files.write(folder.resolve("packed.pb.gz"), pprof());
    assertThat(
            ServeProcess.output(
                "import", collapsed.toString(), pprof.toString(), "--data", data.toString()))
        .contains("2 profiles in 2 requests: 2 accepted, 0 rejected, 0 failed");
    assertThat(held("folded")).as("seed %s", seed).isEqualTo(made);
    assertThat(held("packed")).as("seed %s", seed).isEqualTo(made);

    Path otlp = folder.resolve("exported.jsonl");
    ServeProcess.output(
        "export",
        "service:packed",
        "--signal",
        "profiles",
        "--data",
        data.toString(),
        "--out",
        otlp.toString());
    long total = made.values().stream().mapToLong(Long::longValue).sum();
    for (Path file : List.of(collapsed, pprof, otlp)) {
      Path svg = folder.resolve(file.getFileName() + ".svg");
      ServeProcess.output("flamegraph", file.toString(), "--out", svg.toString());
      DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
      assertThat(Files.readString(svg)).as("seed %s", seed).contains(names());
      Path again = folder.resolve(file.getFileName() + ".again.collapsed");
      ServeProcess.output("flamegraph", file.toString(), "--out", again.toString());
      assertThat(
              Files.readAllLines(again).stream()
                  .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                  .sum())
          .isEqualTo(total);
    }
  }

  /** Of the heaviest stack, which every picture has room for. */
  private List<String> names() {
    return made.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }
}

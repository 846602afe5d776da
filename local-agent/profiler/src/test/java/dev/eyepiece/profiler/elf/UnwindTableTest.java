package dev.eyepiece.profiler.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables beside what GNU readelf says of the same file. */
class UnwindTableTest {
  /** A row as readelf prints it: address, rule of the caller's frame, rule of rbp. */
  private record Expected(long address, String frame, String bp) {}

  private static Path libc() {
    Optional<Path> file =
        Stream.of("/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib64/libc.so.6", "/lib64/libc.so.6")
            .map(Path::of)
            .filter(Files::isReadable)
            .findFirst();
    assumeTrue(file.isPresent(), "there is no libc.so.6 for x86-64 here");
    return file.get();
  }

  private static UnwindTable table(Path file) throws Exception {
    try (ElfFile elf = ElfFile.open(file)) {
      return FileTables.read(elf, () -> ElfSymbols.NONE).rows();
    }
  }

  @Test
  void every_rule_of_the_c_library_is_that_of_readelf() throws Exception {
    Path file = libc();
    List<Expected> rows = readelf(file);
    assumeTrue(!rows.isEmpty(), "readelf (binutils) is not installed");
    UnwindTable table = table(file);
    int compared = 0;
    for (Expected row : rows) {
      long found = table.find(row.address());
      String frame = frame(found);
      if (!frame.isEmpty() && row.bp().matches("u|c[-+][0-9]+")) {
        assertThat(frame).as("at %x", row.address()).isEqualTo(row.frame());
        assertThat(bp(found)).as("rbp at %x", row.address()).isEqualTo(row.bp());
        compared++;
      }
    }
    assertThat(rows.size()).isGreaterThan(10_000);
    assertThat(compared).isGreaterThan(rows.size() * 99 / 100);
  }

  private static String frame(long row) {
    return switch (UnwindTable.type(row)) {
      case UnwindTable.SP -> "rsp+" + 8 * UnwindTable.cfa(row);
      case UnwindTable.BP -> "rbp+" + 8 * UnwindTable.cfa(row);
      default -> "";
    };
  }

  private static String bp(long row) {
    return UnwindTable.bp(row) == 0 ? "u" : "c" + 8 * UnwindTable.bp(row);
  }

  /** Tables of {@code readelf -wF}: a header that names the columns, then a line a row. */
  private static List<Expected> readelf(Path file) throws Exception {
    List<Expected> rows = new ArrayList<>();
    Process process;
    try {
      process =
          new ProcessBuilder("readelf", "-W", "-wF", file.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (java.io.IOException absent) {
      return rows;
    }
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int bpColumn = -1;
      boolean function = false;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.strip().split("\\s+");
        if (line.contains(" FDE ") || line.contains(" CIE ")) {
          function = line.contains(" FDE ");
          bpColumn = -1;
        } else if (words[0].equals("LOC")) {
          bpColumn = List.of(words).indexOf("rbp");
        } else if (function && words.length > 2 && words[0].matches("[0-9a-f]{16}")) {
          String bp = bpColumn < 0 || bpColumn >= words.length ? "u" : words[bpColumn];
          rows.add(new Expected(Long.parseUnsignedLong(words[0], 16), words[1], bp));
        }
      }
    }
    process.waitFor();
    return rows;
  }

  @Test
  void a_damaged_file_gives_fewer_rules_and_no_error() throws Exception {
    Path file = libc();
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(Long.getLong("eyepiece.seed", 7));
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      for (int j = 0; j < 2000; j++) {
        damaged[64 + random.nextInt(damaged.length - 64)] = (byte) random.nextInt();
      }
      for (int j = 0; j < 20; j++) {
        damaged[64 + random.nextInt(4096)] = (byte) random.nextInt();
      }
      try (ElfFile elf = ElfFile.of(damaged)) {
        ElfSymbols symbols = ElfSymbols.read(elf, "/x", List.of());
        assertThat(FileTables.read(elf, () -> symbols).rows().size()).isNotNegative();
      } catch (java.io.IOException refused) {
        assertThat(refused).hasMessageMatching("(?s).*(bytes|ends|ELF).*");
      }
    }
  }

  @Test
  void a_start_without_a_rule_has_no_caller() {
    UnwindTable table =
        new UnwindTable(
                0,
                new long[] {
                  UnwindTable.row(100, UnwindTable.SP, 1, 0),
                  UnwindTable.row(200, UnwindTable.NONE, 0, 0)
                })
            .with(300, 364, UnwindTable.ROOT);
    assertThat(UnwindTable.type(table.find(250))).isEqualTo(UnwindTable.NONE);
    assertThat(UnwindTable.type(table.find(300))).isEqualTo(UnwindTable.ROOT);
    assertThat(UnwindTable.type(table.find(363))).isEqualTo(UnwindTable.ROOT);
    assertThat(UnwindTable.type(table.find(364))).isEqualTo(UnwindTable.NONE);
    assertThat(UnwindTable.type(table.find(99))).isEqualTo(UnwindTable.NONE);
  }
}

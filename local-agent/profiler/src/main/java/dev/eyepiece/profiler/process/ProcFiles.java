package dev.eyepiece.profiler.process;

import dev.eyepiece.profiler.perf.Event.FileId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code /proc}. What is gone meanwhile reads as empty. Safe for use by any thread. */
public final class ProcFiles {
  private static final int MOST_LINES = 100_000;
  private static final int MOST_VDSO = 64 << 10;
  private static final Pattern SPACES = Pattern.compile(" +");

  private final Path root;

  public ProcFiles(Path root) {
    this.root = root;
  }

  /** The machine's own. */
  public static ProcFiles ofMachine() {
    return new ProcFiles(Path.of("/proc"));
  }

  /** A line of {@code /proc/PID/maps} whose memory holds code. */
  record MapLine(long start, long end, long offset, FileId file, String name) {}

  /** Ids of all processes. */
  public List<Integer> pids() {
    return numbers(root);
  }

  /** Ids of a process's threads. */
  public List<Integer> threads(int pid) {
    return numbers(root.resolve(pid + "/task"));
  }

  private static List<Integer> numbers(Path folder) {
    List<Integer> numbers = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[0-9]*")) {
      for (Path entry : entries) {
        numbers.add(Integer.parseInt(entry.getFileName().toString()));
      }
    } catch (IOException | NumberFormatException gone) {
      return numbers;
    }
    return numbers;
  }

  /** The name of a process's first thread; empty when it is gone. */
  public String name(int pid) {
    return text(root.resolve(pid + "/comm"));
  }

  /** The name of a thread; empty when it is gone. */
  public String threadName(int pid, int tid) {
    return text(root.resolve(pid + "/task/" + tid + "/comm"));
  }

  /** State letter of a thread, such as S; a space when it is gone. */
  public char threadState(int pid, int tid) {
    String stat = text(root.resolve(pid + "/task/" + tid + "/stat"));
    int close = stat.lastIndexOf(')');
    return close < 0 || close + 2 >= stat.length() ? ' ' : stat.charAt(close + 2);
  }

  /** Threads of the kernel run no program. */
  public boolean isKernelThread(int pid) {
    try {
      return Files.readAllBytes(root.resolve(pid + "/cmdline")).length == 0 && maps(pid).isEmpty();
    } catch (IOException gone) {
      return true;
    }
  }

  /** Whether a process is one of this user's own. */
  public boolean isOwn(int pid) {
    try {
      Object uid = Files.getAttribute(root.resolve(Integer.toString(pid)), "unix:uid");
      return uid.equals(Files.getAttribute(root.resolve("self"), "unix:uid"));
    } catch (IOException gone) {
      return false;
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    } catch (IOException gone) {
      return "";
    }
  }

  List<MapLine> maps(int pid) {
    List<MapLine> lines = new ArrayList<>();
    try (BufferedReader in =
        Files.newBufferedReader(root.resolve(pid + "/maps"), StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine();
          line != null && lines.size() < MOST_LINES;
          line = in.readLine()) {
        MapLine parsed = parse(line);
        if (parsed != null) {
          lines.add(parsed);
        }
      }
    } catch (IOException gone) {
      return lines;
    }
    return lines;
  }

  /** Reads {@code start-end perms offset major:minor inode name}; null unless it holds code. */
  static @Nullable MapLine parse(String line) {
    // Most lines are of no code, and programs have thousands of them.
    int range = line.indexOf(' ');
    if (range < 0 || line.length() < range + 4 || line.charAt(range + 3) != 'x') {
      return null;
    }
    String[] parts = SPACES.split(line, 6);
    if (parts.length < 5) {
      return null;
    }
    int dash = parts[0].indexOf('-');
    int colon = parts[3].indexOf(':');
    if (dash < 0 || colon < 0) {
      return null;
    }
    try {
      String raw = parts.length > 5 ? parts[5] : "";
      String name = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      return new MapLine(
          Long.parseUnsignedLong(parts[0].substring(0, dash), 16),
          Long.parseUnsignedLong(parts[0].substring(dash + 1), 16),
          Long.parseUnsignedLong(parts[2], 16),
          FileId.of(
              Long.parseLong(parts[3].substring(0, colon), 16),
              Long.parseLong(parts[3].substring(colon + 1), 16),
              Long.parseLong(parts[4])),
          name.endsWith(" (deleted)") ? name.substring(0, name.length() - 10) : name);
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }

  /** The code that the kernel maps into every process, from this one. */
  byte[] ownVdso() throws IOException {
    int self = (int) ProcessHandle.current().pid();
    for (MapLine line : maps(self)) {
      if (line.name().equals("[vdso]") && line.end() - line.start() <= MOST_VDSO) {
        byte[] image = new byte[(int) (line.end() - line.start())];
        try (RandomAccessFile memory =
            new RandomAccessFile(root.resolve(self + "/mem").toFile(), "r")) {
          memory.seek(line.start());
          memory.readFully(image);
        }
        return image;
      }
    }
    throw new IOException("there is no vdso");
  }
}

package dev.eyepiece.profiler.symbols;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Names of code that a process made at run time, from {@code /tmp/perf-PID.map} as it sees it:
 * lines of address, size and name, hexadecimal. Read again when the file has changed and a name is
 * missing; looked for at most twice a second, since most processes have none. For one thread.
 */
public final class PerfMap {
  private static final int MOST_BYTES = 256 << 20;
  private static final int MOST_NAME = 4096;

  private static final long AGAIN_NANOS = 500_000_000;

  private final Path root;
  private final int pid;
  private final LongSupplier nanoTime;
  private long[] starts = {};
  private long[] ends = {};
  private String[] names = {};
  private @Nullable FileTime seen;
  private long seenSize = -1;
  private boolean looked;
  private long lookedNanos;

  /** Where the map is; null until it is looked for, since the id inside takes a file to read. */
  private @Nullable Path file;

  public PerfMap(int pid) {
    this(pid, Path.of("/proc/" + pid), System::nanoTime);
  }

  PerfMap(int pid, Path root, LongSupplier nanoTime) {
    this.pid = pid;
    this.root = root;
    this.nanoTime = nanoTime;
  }

  /** The function at an address; null for none. */
  public @Nullable String name(long address) {
    String name = find(address);
    return name == null && refresh() ? find(address) : name;
  }

  private @Nullable String find(long address) {
    int at = Arrays.binarySearch(starts, address);
    if (at < 0) {
      at = -at - 2;
    }
    return at >= 0 && address < ends[at] ? names[at] : null;
  }

  private boolean refresh() {
    long now = nanoTime.getAsLong();
    if (looked && now - lookedNanos < AGAIN_NANOS) {
      return false;
    }
    looked = true;
    lookedNanos = now;
    Path map = file;
    if (map == null) {
      map = root.resolve("root/tmp/perf-" + pidInside() + ".map");
      file = map;
    }
    return read(map);
  }

  private boolean read(Path map) {
    try {
      BasicFileAttributes facts =
          Files.readAttributes(map, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      FileTime modified = facts.lastModifiedTime();
      long size = facts.size();
      if (!facts.isRegularFile()
          || !trusted(Files.getAttribute(map, "unix:uid", LinkOption.NOFOLLOW_LINKS))
          || size > MOST_BYTES
          || (modified.equals(seen) && size == seenSize)) {
        return false;
      }
      seen = modified;
      seenSize = size;
      try (InputStream in = Files.newInputStream(map, LinkOption.NOFOLLOW_LINKS)) {
        parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
      }
      return true;
    } catch (IOException absent) {
      return false;
    }
  }

  /** Another user could put names of a foreign program into a folder that all may write. */
  private boolean trusted(@Nullable Object owner) throws IOException {
    return Integer.valueOf(0).equals(owner) || Files.getAttribute(root, "unix:uid").equals(owner);
  }

  /** The id that the process knows of itself: the last of those in its namespaces. */
  private int pidInside() {
    try {
      for (String line : Files.readAllLines(root.resolve("status"))) {
        if (line.startsWith("NSpid:")) {
          return Integer.parseInt(line.substring(line.lastIndexOf('\t') + 1).strip());
        }
      }
    } catch (IOException | NumberFormatException gone) {
      return pid;
    }
    return pid;
  }

  private record Entry(long start, long end, String name) {}

  void parse(String text) {
    List<Entry> entries = new ArrayList<>();
    text.lines()
        .forEach(line -> {
          Entry entry = entry(line);
          if (entry != null) {
            entries.add(entry);
          }
        });
    // Code moves: of two at one place the later line holds.
    entries.sort((a, b) -> Long.compare(a.start(), b.start()));
    List<Entry> kept = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (!kept.isEmpty() && kept.getLast().start() == entry.start()) {
        kept.removeLast();
      }
      kept.add(entry);
    }
    starts = kept.stream().mapToLong(Entry::start).toArray();
    ends = kept.stream().mapToLong(Entry::end).toArray();
    names = kept.stream().map(Entry::name).toArray(String[]::new);
  }

  private static @Nullable Entry entry(String line) {
    int first = line.indexOf(' ');
    int second = line.indexOf(' ', first + 1);
    if (first <= 0 || second < 0 || second + 1 >= line.length()) {
      return null;
    }
    try {
      long start = Long.parseUnsignedLong(digits(line.substring(0, first)), 16);
      long size = Long.parseUnsignedLong(digits(line.substring(first + 1, second)), 16);
      String name = line.substring(second + 1).strip();
      return size <= 0 || start < 0 || name.isEmpty()
          ? null
          : new Entry(
              start, start + size, name.length() > MOST_NAME ? name.substring(0, MOST_NAME) : name);
    } catch (NumberFormatException broken) {
      return null;
    }
  }

  private static String digits(String hex) {
    return hex.startsWith("0x") ? hex.substring(2) : hex;
  }
}

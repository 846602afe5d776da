package dev.eyepiece.profiler.process;

import dev.eyepiece.profiler.elf.ElfFile;
import dev.eyepiece.profiler.elf.ElfSymbols;
import dev.eyepiece.profiler.elf.FileTables;
import dev.eyepiece.profiler.elf.UnwindTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with code that processes map: its tables are read once, when they are first needed, and
 * its symbols when a name is, since of most files that a process maps no function is ever seen. For
 * one thread.
 */
public final class CodeFile {
  private static final System.Logger LOG = System.getLogger(CodeFile.class.getName());
  private static final List<Path> DEBUG_FOLDERS = List.of(Path.of("/usr/lib/debug"));

  private static final int ENTRY_BYTES = 64;

  private final String path;
  private final Opener opener;
  private boolean read;
  private boolean symbolsRead;
  private UnwindTable table = UnwindTable.EMPTY;
  private ElfSymbols symbols = ElfSymbols.NONE;
  private List<ElfFile.Segment> segments = List.of();
  private String buildId = "";
  private FileTables.@Nullable GoNames goNames;
  private long entry;

  /** Opens the file where it can be reached. */
  public interface Opener {
    ElfFile open() throws IOException;
  }

  public CodeFile(String path, Opener opener) {
    this.path = path;
    this.opener = opener;
  }

  /** As the process sees it. */
  public String path() {
    return path;
  }

  private void read() {
    if (read) {
      return;
    }
    read = true;
    try (ElfFile elf = opener.open()) {
      segments = List.copyOf(elf.segments());
      buildId = elf.buildId();
      entry = elf.entry();
      FileTables tables = FileTables.read(elf, () -> symbols(elf));
      table = tables.rows();
      goNames = tables.goNames();
    } catch (IOException | IndexOutOfBoundsException e) {
      // A file that is gone or damaged costs names and callers, and the profile says so by itself.
      LOG.log(System.Logger.Level.DEBUG, path + " cannot be read: " + e.getMessage());
    }
  }

  private ElfSymbols symbols(ElfFile elf) throws IOException {
    if (!symbolsRead) {
      symbolsRead = true;
      symbols = ElfSymbols.read(elf, path, DEBUG_FOLDERS);
    }
    return symbols;
  }

  private ElfSymbols symbols() {
    if (!symbolsRead) {
      try (ElfFile elf = opener.open()) {
        return symbols(elf);
      } catch (IOException | IndexOutOfBoundsException e) {
        symbolsRead = true;
        LOG.log(System.Logger.Level.DEBUG, path + " has no names: " + e.getMessage());
      }
    }
    return symbols;
  }

  public UnwindTable table() {
    read();
    return table;
  }

  /** GNU build id in hexadecimal digits; empty when there is none. */
  public String buildId() {
    read();
    return buildId;
  }

  /** Made by Go, whose code has frame pointers and no unwind tables. */
  public boolean isGo() {
    read();
    return goNames != null;
  }

  /** Name of the function at an address of the file, as it is written there; null for none. */
  public @Nullable String symbol(long fileAddress) {
    read();
    String name = symbols().name(fileAddress);
    if (name == null && goNames != null) {
      name = goNames.name(fileAddress);
    }
    boolean first = entry != 0 && fileAddress >= entry && fileAddress < entry + ENTRY_BYTES;
    return name == null && first ? "_start" : name;
  }

  /**
   * What is to be added to an address of the file to have the one in a process.
   *
   * @param start where a mapping starts
   * @param offset where in the file it starts
   */
  public long bias(long start, long offset) {
    read();
    for (ElfFile.Segment segment : segments) {
      // Parts of a file may share a page; only the one with code is asked for.
      long from = segment.offset() & -4096L;
      if (segment.code() && offset >= from && offset < segment.offset() + segment.fileSize()) {
        return start - (segment.address() + offset - segment.offset());
      }
    }
    return start - offset;
  }

  @Override
  public String toString() {
    return path;
  }
}

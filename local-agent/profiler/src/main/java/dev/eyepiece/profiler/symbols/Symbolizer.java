package dev.eyepiece.profiler.symbols;

import dev.eyepiece.profiler.process.CodeFile;
import dev.eyepiece.profiler.process.CodeMapping;
import dev.eyepiece.profiler.process.ProcessState;
import dev.eyepiece.profiler.unwind.RawStack;
import dev.eyepiece.profiler.unwind.StackEnd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes names of addresses. For one thread. */
public final class Symbolizer {
  private static final int MOST_KNOWN = 200_000;

  private final Path kallsymsFile;
  private final Map<String, String> readable = new HashMap<>();
  private final Map<NamedFrame, NamedFrame> frames = new HashMap<>();
  private @Nullable Kallsyms kallsyms;

  public Symbolizer(Path kallsymsFile) {
    this.kallsymsFile = kallsymsFile;
  }

  /** The frames of a kernel stack, innermost first. */
  public List<NamedFrame> kernel(RawStack stack) {
    List<NamedFrame> named = new ArrayList<>(stack.size());
    for (int i = 0; i < stack.size(); i++) {
      String name = kernelName(stack.frame(i) - (i == 0 ? 0 : 1));
      named.add(
          one(
              name == null
                  ? new NamedFrame("", "", "[kernel]", "", stack.frame(i), NamedFrame.KERNEL)
                  : new NamedFrame(name, "", "[kernel]", "", 0, NamedFrame.KERNEL)));
    }
    return named;
  }

  private @Nullable String kernelName(long address) {
    Kallsyms table = kallsyms;
    if (table == null) {
      table = Kallsyms.read(kallsymsFile);
      kallsyms = table;
    }
    return table.name(address);
  }

  /** The frames of a user stack, innermost first, with a mark where callers are missing. */
  public List<NamedFrame> user(RawStack stack, ProcessState process) {
    List<NamedFrame> named = new ArrayList<>(stack.size() + 1);
    boolean exact = true;
    for (int i = 0; i < stack.size(); i++) {
      NamedFrame frame = user(stack.frame(i), exact, process);
      named.add(frame);
      // The kernel's return from a signal: what it interrupted was not in a call.
      exact = frame.name().equals("__restore_rt");
    }
    LibcNames.complete(named);
    if (stack.end() != StackEnd.ROOT) {
      named.add(NamedFrame.STOPPED);
    }
    return named;
  }

  private NamedFrame user(long address, boolean exact, ProcessState process) {
    long lookup = exact ? address : address - 1;
    CodeMapping mapping = process.code().find(lookup);
    if (mapping == null) {
      return one(new NamedFrame("", "", "", "", address, NamedFrame.NATIVE));
    }
    CodeFile file = mapping.file();
    if (file == null) {
      return madeAtRunTime(lookup, mapping, process);
    }
    long inFile = lookup - file.bias(mapping.start(), mapping.offset());
    String symbol = file.symbol(inFile);
    if (symbol == null) {
      return one(new NamedFrame("", "", file.path(), file.buildId(), inFile, type(file, "")));
    }
    String name = readable(file.isGo() ? GoNames.plain(symbol) : symbol);
    return one(
        new NamedFrame(
            name,
            name.equals(symbol) ? "" : symbol,
            file.path(),
            file.buildId(),
            0,
            type(file, symbol)));
  }

  private static String type(CodeFile file, String symbol) {
    if (file.isGo()) {
      return NamedFrame.GO;
    }
    return RustNames.isRust(symbol) ? NamedFrame.RUST : NamedFrame.NATIVE;
  }

  private NamedFrame madeAtRunTime(long address, CodeMapping mapping, ProcessState process) {
    String name = process.perfMap().name(address);
    String module =
        mapping.name().isEmpty() || mapping.name().startsWith("//anon")
            ? "[code made at run time]"
            : mapping.name();
    return one(
        name == null
            ? new NamedFrame("", "", module, "", address, NamedFrame.NATIVE)
            : new NamedFrame(name, "", module, "", 0, RunTimes.frameType(process)));
  }

  private String readable(String symbol) {
    if (readable.size() > MOST_KNOWN) {
      readable.clear();
    }
    return readable.computeIfAbsent(symbol, Demangler::readable);
  }

  /** One object for equal frames. */
  private NamedFrame one(NamedFrame frame) {
    if (frames.size() > MOST_KNOWN) {
      frames.clear();
    }
    NamedFrame known = frames.putIfAbsent(frame, frame);
    return known == null ? frame : known;
  }
}

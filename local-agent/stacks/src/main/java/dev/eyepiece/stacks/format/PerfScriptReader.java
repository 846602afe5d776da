package dev.eyepiece.stacks.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackProfileBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What {@code perf script} prints: a line that says who, when and what, the frames of the stack
 * from the innermost on, an empty line. Each event is a type of its own, whose samples count one;
 * events that tick by a clock have a second type in nanoseconds. For one use.
 */
final class PerfScriptReader {
  private final LineReader lines;
  private final StackProfileBuilder builder;
  private final ByteFrames names = new ByteFrames();
  private int[] stack = new int[128];
  private int depth;
  private int unnamed;

  PerfScriptReader(InputStream in, Limits limits) {
    lines = new LineReader(in, limits);
    builder = new StackProfileBuilder(limits);
  }

  StackProfile read() throws IOException, StackFormatException {
    PerfEvent event = null;
    while (lines.next()) {
      byte[] b = lines.bytes;
      if (isBlank(b, lines.from, lines.to)) {
        if (event != null) {
          finish(event);
          event = null;
        }
      } else if (event != null && isFrame(b, lines.from, lines.to)) {
        frame(lines.from, lines.to);
      } else if (b[lines.from] != '#') {
        if (event != null) {
          finish(event);
        }
        event = PerfEvent.parse(new String(b, lines.from, lines.to - lines.from, UTF_8));
        if (event == null) {
          throw new StackFormatException(
              "line "
                  + lines.number
                  + " is neither a frame nor the start of a sample; expected what perf script"
                  + " prints: 'COMMAND PID/TID [CPU] TIME: EVENT:' and indented frames");
        }
      }
    }
    if (event != null) {
      finish(event);
    }
    if (unnamed > 0) {
      builder.note("Code without the name of a function is shown by the file it is in.");
    }
    return builder.build();
  }

  private static boolean isBlank(byte[] b, int from, int to) {
    for (int p = from; p < to; p++) {
      if (b[p] != ' ' && b[p] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Whether a line is indented and starts with a hexadecimal address and a space. */
  static boolean isFrame(byte[] b, int from, int to) {
    int p = from;
    while (p < to && (b[p] == ' ' || b[p] == '\t')) {
      p++;
    }
    int start = p;
    while (p < to && isHex(b[p])) {
      p++;
    }
    return start > from && p > start && p + 1 < to && b[p] == ' ';
  }

  private static boolean isHex(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
  }

  private void frame(int from, int to) throws StackFormatException {
    byte[] b = lines.bytes;
    int p = from;
    while (b[p] == ' ' || b[p] == '\t') {
      p++;
    }
    while (b[p] != ' ') {
      p++;
    }
    p++;
    int hash = Words.hash(b, p, to);
    int frame = names.find(b, p, to, hash);
    if (frame < 0) {
      frame = builder.frame(parse(new String(b, p, to - p, UTF_8)));
      names.put(b, p, to, hash, frame);
    }
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, depth * 2);
    }
    stack[depth++] = frame;
  }

  /** {@code name+0x12 (/usr/lib/libc.so.6)}, {@code [unknown] (...)}, {@code name (inlined)}. */
  private Frame parse(String text) {
    String name = text;
    String module = "";
    int open = text.lastIndexOf(" (");
    if (open >= 0 && text.endsWith(")")) {
      name = text.substring(0, open);
      module = text.substring(open + 2, text.length() - 1);
    }
    int offset = name.lastIndexOf("+0x");
    if (offset > 0) {
      name = name.substring(0, offset);
    }
    boolean inlined = module.equals("inlined");
    if (inlined) {
      module = "";
    }
    if (name.equals("[unknown]")) {
      unnamed++;
      String base = FrameNames.base(module);
      boolean plain = base.isEmpty() || base.startsWith("[");
      String shown = base.isEmpty() ? name : plain ? base : "[" + base + "]";
      FrameKind kind = FrameNames.isKernel(module) ? FrameKind.KERNEL : FrameKind.UNKNOWN;
      return new Frame(shown, "", module, kind, false);
    }
    return new Frame(name, "", module, FrameNames.kind(name, "", module), inlined);
  }

  private void finish(PerfEvent event) throws StackFormatException {
    int node = StackProfileBuilder.ROOT;
    while (depth > 0) {
      node = builder.child(node, stack[--depth]);
    }
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    labels.put("process", event.command() + (event.pid() < 0 ? "" : " " + event.pid()));
    labels.put("thread", event.command() + " " + event.tid());
    int set = builder.labels(labels);
    add(new SampleType(event.event(), "samples"), node, set, 1, event);
    if (event.isClock() && event.period() > 0) {
      add(new SampleType(event.event(), "nanoseconds"), node, set, event.period(), event);
    }
  }

  private void add(SampleType type, int node, int labels, long value, PerfEvent event)
      throws StackFormatException {
    int number = builder.type(type);
    if (event.timeNano() >= 0) {
      builder.sample(number, node, labels, value, event.timeNano());
    } else {
      builder.sample(number, node, labels, value);
    }
  }
}

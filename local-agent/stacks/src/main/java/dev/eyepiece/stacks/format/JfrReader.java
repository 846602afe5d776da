package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackProfileBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Flight recordings, read by the JDK's own parser: samples of running Java code, of CPU time, of
 * allocations, waits for monitors and parked threads. The JDK takes no CPU time for an execution
 * sample: they say where threads were that ran Java code, no more. For one use.
 */
final class JfrReader {
  private static final Map<String, SampleType> EVENTS =
      Map.of(
          "jdk.ExecutionSample", new SampleType("running Java code", "samples"),
          "jdk.NativeMethodSample", new SampleType("in native methods", "samples"),
          "jdk.CPUTimeSample", new SampleType("CPU time", "samples"),
          "jdk.ObjectAllocationSample", new SampleType("allocated", "bytes"),
          "jdk.ObjectAllocationInNewTLAB", new SampleType("allocated in new TLABs", "bytes"),
          "jdk.ObjectAllocationOutsideTLAB", new SampleType("allocated outside TLABs", "bytes"),
          "jdk.JavaMonitorEnter", new SampleType("waiting for monitors", "nanoseconds"),
          "jdk.ThreadPark", new SampleType("parked", "nanoseconds"));

  private final StackProfileBuilder builder;
  private final Map<RecordedMethod, Frame> methods = new HashMap<>();

  private JfrReader(Limits limits) {
    builder = new StackProfileBuilder(limits);
  }

  /** Reads a recording through a file of its own, since the parser jumps in it. */
  static StackProfile read(InputStream in, Limits limits) throws IOException, StackFormatException {
    Path file = Files.createTempFile("recording", ".jfr");
    try {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return new JfrReader(limits).read(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private StackProfile read(Path file) throws IOException, StackFormatException {
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        SampleType type = EVENTS.get(event.getEventType().getName());
        RecordedStackTrace stack = event.getStackTrace();
        if (type != null && stack != null) {
          sample(event, type, stack);
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
      // The parser answers broken recordings with these as well as with IOException.
      throw new StackFormatException(
          "the recording is broken (" + e.getMessage() + "); expected a JFR file", e);
    }
    return builder.build();
  }

  private void sample(RecordedEvent event, SampleType type, RecordedStackTrace stack)
      throws StackFormatException {
    int node = StackProfileBuilder.ROOT;
    List<RecordedFrame> frames = stack.getFrames();
    if (stack.isTruncated()) {
      builder.note("Some stacks are deeper than the recording kept; their callers are missing.");
      node = builder.child(node, builder.frame(Frame.named("[truncated]")));
    }
    for (RecordedFrame frame : frames.reversed()) {
      node = builder.child(node, builder.frame(frame(frame)));
    }
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    RecordedThread thread =
        event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
    if (thread != null) {
      String name = thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
      labels.put("thread", name == null ? "thread " + thread.getId() : name);
    }
    Instant time = event.getStartTime();
    long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
    builder.sample(builder.type(type), node, builder.labels(labels), value(event, type), nanos);
  }

  private static long value(RecordedEvent event, SampleType type) {
    return switch (type.unit()) {
      case "nanoseconds" -> event.getDuration().toNanos();
      case "bytes" ->
          event.hasField("weight")
              ? event.getLong("weight")
              : event.hasField("tlabSize")
                  ? event.getLong("tlabSize")
                  : event.getLong("allocationSize");
      default -> 1;
    };
  }

  private Frame frame(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    boolean inlined = "Inlined".equals(frame.getType());
    if (inlined) {
      return make(method, true);
    }
    return methods.computeIfAbsent(method, m -> make(m, false));
  }

  private static Frame make(RecordedMethod method, boolean inlined) {
    RecordedClass type = method.getType();
    String owner = type == null ? "" : type.getName();
    String name = owner.isEmpty() ? method.getName() : owner + "." + method.getName();
    return new Frame(name, "", "", FrameKind.JVM, inlined);
  }
}

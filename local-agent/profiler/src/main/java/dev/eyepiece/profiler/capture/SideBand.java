package dev.eyepiece.profiler.capture;

import dev.eyepiece.profiler.perf.Event;
import dev.eyepiece.profiler.perf.EventReader;
import dev.eyepiece.profiler.sys.LibC;
import dev.eyepiece.profiler.sys.PerfAttributes;
import dev.eyepiece.profiler.sys.PerfRing;
import dev.eyepiece.profiler.sys.SystemCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the kernel tells of all processes: names, programs, code that is mapped, their ends. */
final class SideBand implements AutoCloseable {
  private static final int PAGES = 64;
  private static final long TOLD =
      PerfAttributes.MMAP
          | PerfAttributes.MMAP2
          | PerfAttributes.COMM
          | PerfAttributes.COMM_EXEC
          | PerfAttributes.TASK
          | PerfAttributes.SAMPLE_ID_ALL;

  private final List<Integer> fds = new ArrayList<>();
  private final List<PerfRing> rings = new ArrayList<>();

  SideBand(List<Integer> cpus) throws SystemCallException {
    PerfAttributes attributes =
        PerfAttributes.sideBand(TOLD, PerfAttributes.SAMPLE_TID | PerfAttributes.SAMPLE_TIME);
    boolean open = false;
    try {
      for (int cpu : cpus) {
        int fd = attributes.open(-1, cpu);
        if (fd < 0) {
          throw new SystemCallException("perf_event_open for what processes do", -fd);
        }
        fds.add(fd);
        rings.add(new PerfRing(fd, PAGES));
      }
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  void read(Consumer<Event> taker) {
    for (PerfRing ring : rings) {
      ring.read(record -> {
        Event event = EventReader.read(record);
        if (event != null) {
          taker.accept(event);
        }
      });
    }
  }

  @Override
  public void close() {
    rings.forEach(PerfRing::close);
    rings.clear();
    fds.forEach(LibC::closeFd);
    fds.clear();
  }
}

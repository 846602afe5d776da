package dev.eyepiece.profiler.process;

import dev.eyepiece.profiler.elf.ElfFile;
import dev.eyepiece.profiler.perf.Event;
import dev.eyepiece.profiler.perf.Event.FileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The processes of the machine and their code, from {@code /proc} at first and from the kernel's
 * events from then on. For one thread.
 */
public final class Processes {
  private static final int MOST_FILES = 4096;

  private final ProcFiles proc;
  private final Map<Integer, ProcessState> states = new HashMap<>();
  private final Map<FileKey, CodeFile> files =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FileKey, CodeFile> eldest) {
          return size() > MOST_FILES;
        }
      };

  private record FileKey(FileId id, String path) {}

  public Processes(ProcFiles proc) {
    this.proc = proc;
  }

  /** Takes in every process that is there, or one. */
  public void scan(int onlyPid) {
    for (int pid : onlyPid == 0 ? proc.pids() : List.of(onlyPid)) {
      read(pid);
    }
  }

  private @Nullable ProcessState read(int pid) {
    List<ProcFiles.MapLine> lines = proc.maps(pid);
    if (lines.isEmpty()) {
      return null;
    }
    ProcessState state = new ProcessState(pid, proc.name(pid), new AddressSpace());
    add(state, lines);
    states.put(pid, state);
    return state;
  }

  private void add(ProcessState state, List<ProcFiles.MapLine> lines) {
    for (ProcFiles.MapLine line : lines) {
      add(state, line.start(), line.end(), line.offset(), line.file(), line.name());
    }
  }

  /** Looks at a process again, for code that no event told of. */
  public void refresh(ProcessState state) {
    if (!state.ended() && state.mayRefresh(System.nanoTime())) {
      add(state, proc.maps(state.pid()));
    }
  }

  private void add(ProcessState state, long start, long end, long offset, FileId id, String name) {
    CodeFile file = null;
    if (name.equals("[vdso]")) {
      file = files.computeIfAbsent(new FileKey(FileId.NONE, name), key -> vdso());
    } else if (name.startsWith("/") && id.inode() != 0 && !isAnonymous(name)) {
      file =
          files.computeIfAbsent(
              new FileKey(id, name), key -> file(state.pid(), id, start, end, name));
    }
    state.code().add(new CodeMapping(start, end, offset, file, name));
  }

  private static boolean isAnonymous(String name) {
    return name.startsWith("//anon")
        || name.startsWith("/memfd:")
        || name.startsWith("/dev/zero")
        || name.startsWith("/SYSV");
  }

  private CodeFile file(int pid, FileId id, long start, long end, String name) {
    return new CodeFile(name, () -> open(pid, id, start, end, name));
  }

  /** The file as the process sees it, unless another one has taken its place. */
  private ElfFile open(int pid, FileId id, long start, long end, String name) throws IOException {
    List<Path> places = new ArrayList<>();
    places.add(Path.of("/proc/" + pid + "/root" + name));
    places.add(
        Path.of(
            "/proc/"
                + pid
                + "/map_files/"
                + Long.toHexString(start)
                + "-"
                + Long.toHexString(end)));
    places.add(Path.of(name));
    for (Path place : places) {
      if (Files.isRegularFile(place) && isSame(place, id)) {
        return ElfFile.open(place);
      }
    }
    throw new IOException("the file that was mapped is not there any more");
  }

  private static boolean isSame(Path place, FileId id) throws IOException {
    long inode = ((Number) Files.getAttribute(place, "unix:ino")).longValue();
    long device = ((Number) Files.getAttribute(place, "unix:dev")).longValue();
    // Layered file systems tell other numbers by a mapping than by a name: then nothing is known.
    boolean sameDevice =
        (device >>> 8 & 0xfff) == id.device() >>> 32
            && ((device & 0xff) | (device >>> 12 & 0xfff00)) == (id.device() & 0xffff_ffffL);
    return !sameDevice || inode == id.inode();
  }

  private CodeFile vdso() {
    return new CodeFile("[vdso]", () -> ElfFile.of(proc.ownVdso()));
  }

  /** Takes an event in; events come in the order of their times. */
  public void take(Event event) {
    switch (event) {
      case Event.Mapped mapped -> {
        ProcessState state = states.get(mapped.pid());
        if (state == null) {
          state = new ProcessState(mapped.pid(), "", new AddressSpace());
          states.put(mapped.pid(), state);
        }
        add(
            state,
            mapped.start(),
            mapped.start() + mapped.length(),
            mapped.offset(),
            mapped.file(),
            mapped.path());
      }
      case Event.Named named -> named(named);
      case Event.Forked forked -> {
        ProcessState parent = states.get(forked.parent());
        if (parent != null) {
          states.put(
              forked.pid(), new ProcessState(forked.pid(), parent.name(), parent.code().copy()));
        }
      }
      case Event.Ended ended -> {
        ProcessState state = states.get(ended.pid());
        if (state != null) {
          state.end();
        }
      }
      case Event.Lost _, Event.Tick _, Event.Sampled _, Event.Copied _ -> {}
    }
  }

  private void named(Event.Named named) {
    ProcessState state = states.get(named.pid());
    if (named.exec()) {
      if (state != null) {
        state.end();
      }
      states.put(named.pid(), new ProcessState(named.pid(), named.name(), new AddressSpace()));
    } else if (state != null) {
      if (named.pid() == named.tid()) {
        state.name(named.name());
      }
      state.threads().put(named.tid(), named.name());
    }
  }

  /** The process; read from {@code /proc} when no event told of it. Null when it is gone. */
  public @Nullable ProcessState find(int pid) {
    ProcessState state = states.get(pid);
    if (state == null) {
      return read(pid);
    }
    if (state.name().isEmpty()) {
      state.name(proc.name(pid));
    }
    return state;
  }

  /** A process that was gone before anything was known of it. */
  public ProcessState unknown(int pid, String name) {
    ProcessState state = new ProcessState(pid, name, new AddressSpace());
    state.end();
    states.put(pid, state);
    return state;
  }

  /** Forgets those that ended; answers their ids. */
  public List<Integer> forgetEnded() {
    List<Integer> gone = new ArrayList<>();
    states
        .values()
        .removeIf(state -> {
          if (state.ended()) {
            gone.add(state.pid());
          }
          return state.ended();
        });
    return gone;
  }
}

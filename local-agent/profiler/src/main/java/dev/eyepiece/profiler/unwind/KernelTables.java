package dev.eyepiece.profiler.unwind;

import dev.eyepiece.profiler.process.CodeFile;
import dev.eyepiece.profiler.process.CodeMapping;
import dev.eyepiece.profiler.process.ProcessState;
import dev.eyepiece.profiler.sys.BpfMap;
import dev.eyepiece.profiler.sys.SystemCallException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the kernel's side how the code of a process is unwound ({@code struct process} of
 * records.h). For one thread.
 */
public final class KernelTables implements AutoCloseable {
  public static final int MAPPING_BYTES = 48;
  public static final int MOST_MAPPINGS = 256;
  public static final int PROCESS_BYTES = 8 + MOST_MAPPINGS * MAPPING_BYTES;
  private static final int MOST_PROCESSES = 1000;

  private final BpfMap processes;
  private final Shards shards;
  private final ByteBuffer bytes =
      ByteBuffer.allocate(PROCESS_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final Map<Integer, ProcessState> loaded = new LinkedHashMap<>(64, 0.75f, true);
  private int count;
  private boolean cut;

  public KernelTables(BpfMap processes, BpfMap shards) {
    this.processes = processes;
    this.shards = new Shards(shards);
  }

  /** Loads a process whose code changed since it was loaded, or that was not. */
  public void load(ProcessState state) throws SystemCallException {
    int version = state.code().version();
    loaded.get(state.pid());
    if (state.loadedVersion() == version && loaded.get(state.pid()) == state) {
      return;
    }
    if (loaded.size() >= MOST_PROCESSES && !loaded.containsKey(state.pid())) {
      int eldest = loaded.keySet().iterator().next();
      forget(eldest);
    }
    count = 0;
    cut = false;
    for (CodeMapping mapping : state.code().all()) {
      add(mapping);
    }
    bytes.putInt(0, count);
    processes.put(state.pid(), bytes.array());
    state.loadedVersion(version);
    loaded.put(state.pid(), state);
  }

  private void add(CodeMapping mapping) throws SystemCallException {
    FrameUnwinder unwinder = FrameUnwinder.of(mapping);
    CodeFile file = mapping.file();
    if (!unwinder.equals(FrameUnwinder.TABLES) || file == null) {
      put(mapping.start(), mapping.end(), 0, new Shards.Piece(0, 0, 0, 0), unwinder.number());
      return;
    }
    long bias = file.bias(mapping.start(), mapping.offset()) + file.table().base();
    List<Shards.Piece> pieces = shards.of(file);
    for (int i = 0; i < pieces.size(); i++) {
      Shards.Piece piece = pieces.get(i);
      long from = Math.max(mapping.start(), bias + piece.from());
      long to =
          i + 1 < pieces.size()
              ? Math.min(mapping.end(), bias + pieces.get(i + 1).from())
              : mapping.end();
      if (from < to) {
        put(from, to, bias, piece, unwinder.number());
      }
    }
  }

  private void put(long start, long end, long bias, Shards.Piece piece, int unwinder) {
    if (count == MOST_MAPPINGS) {
      cut = true;
      return;
    }
    int rows = piece.hi() - piece.lo();
    int steps = rows <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(rows - 1);
    int at = 8 + count++ * MAPPING_BYTES;
    bytes.putLong(at, start);
    bytes.putLong(at + 8, end);
    bytes.putLong(at + 16, bias);
    bytes.putInt(at + 24, piece.shard());
    bytes.putInt(at + 28, piece.lo());
    bytes.putInt(at + 32, piece.hi());
    bytes.putInt(at + 36, steps == 0 ? 0 : 1 << (steps - 1));
    bytes.putInt(at + 40, steps);
    bytes.putInt(at + 44, unwinder);
  }

  /** Takes a process out that ended. */
  public void forget(int pid) {
    ProcessState state = loaded.remove(pid);
    if (state != null) {
      state.loadedVersion(-1);
      processes.remove(pid);
    }
  }

  /** The last process that was loaded has more code than the kernel's side is told of. */
  public boolean wasCut() {
    return cut;
  }

  /** There are more unwind tables than fit. */
  public boolean isFull() {
    return shards.isFull();
  }

  @Override
  public void close() {
    shards.close();
  }
}

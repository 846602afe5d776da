package dev.eyepiece.profiler.process;

import dev.eyepiece.profiler.symbols.PerfMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a process while it runs one program; another program is another state. */
public final class ProcessState {
  private static final long REFRESH_NANOS = 50_000_000;

  private final int pid;
  private final AddressSpace code;
  private String name;
  private boolean ended;
  private int loadedVersion = -1;
  private @Nullable PerfMap perfMap;
  private boolean refreshed;
  private long refreshedNanos;

  /** Threads' names by their id. */
  private final Map<Integer, String> threads = new HashMap<>();

  ProcessState(int pid, String name, AddressSpace code) {
    this.pid = pid;
    this.name = name;
    this.code = code;
  }

  public int pid() {
    return pid;
  }

  /** The name of its first thread, which is that of the program when nobody changed it. */
  public String name() {
    return name;
  }

  void name(String newName) {
    name = newName;
  }

  public AddressSpace code() {
    return code;
  }

  /** It is gone, or runs another program now. */
  public boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /** Whether its code is to be looked at again: not more often than samples are taken in. */
  boolean mayRefresh(long nowNanos) {
    if (refreshed && nowNanos - refreshedNanos < REFRESH_NANOS) {
      return false;
    }
    refreshed = true;
    refreshedNanos = nowNanos;
    return true;
  }

  /** The version of its code that the kernel's tables hold; -1 for none. */
  public int loadedVersion() {
    return loadedVersion;
  }

  public void loadedVersion(int version) {
    loadedVersion = version;
  }

  /** Names of code made at run time, read when first asked for. */
  public PerfMap perfMap() {
    PerfMap map = perfMap;
    if (map == null) {
      map = new PerfMap(pid);
      perfMap = map;
    }
    return map;
  }

  public Map<Integer, String> threads() {
    return threads;
  }
}

package dev.eyepiece.profiler.sys;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.util.ArrayList;
import java.util.List;

/** A compiled object of BPF programs and maps, in the kernel from its load to its close. */
public final class BpfObject implements AutoCloseable {
  private final Memory bytes;
  private final Pointer object;
  private final List<Pointer> links = new ArrayList<>();

  /**
   * Opens an object, which does not reach the kernel yet.
   *
   * @throws UnsatisfiedLinkError when there is no libbpf of version 1
   */
  public BpfObject(byte[] elf) throws SystemCallException {
    LibBpf.load();
    bytes = new Memory(elf.length);
    bytes.write(0, elf, 0, elf.length);
    Pointer opened = LibBpf.bpf_object__open_mem(bytes, elf.length, null);
    if (opened == null) {
      throw new SystemCallException("opening the BPF object", Native.getLastError());
    }
    object = opened;
  }

  /** The constants of the programs, to be set before the load. */
  public Pointer constants() {
    Pointer map = LibBpf.bpf_object__find_map_by_name(object, ".rodata");
    Pointer value = map == null ? null : LibBpf.bpf_map__initial_value(map, new LongByReference());
    if (value == null) {
      throw new IllegalStateException("the BPF object has no constants");
    }
    return value;
  }

  /** Hands programs and maps to the kernel, which verifies them. */
  public void load() throws SystemCallException {
    int result = LibBpf.bpf_object__load(object);
    if (result < 0) {
      throw new SystemCallException("loading the BPF programs", -result);
    }
  }

  /**
   * A map of the object.
   *
   * @throws IllegalStateException when it has other sizes than the caller writes and reads
   */
  public BpfMap map(String name, int keySize, int valueSize) {
    Pointer map = LibBpf.bpf_object__find_map_by_name(object, name);
    if (map == null) {
      throw new IllegalStateException("the BPF object has no map " + name);
    }
    int keys = LibBpf.bpf_map__key_size(map);
    int values = LibBpf.bpf_map__value_size(map);
    if (keys != keySize || values != valueSize) {
      throw new IllegalStateException(
          "the map "
              + name
              + " has keys of "
              + keys
              + " and values of "
              + values
              + " bytes where "
              + keySize
              + " and "
              + valueSize
              + " were expected");
    }
    return new BpfMap(name, LibBpf.bpf_map__fd(map), keySize, valueSize);
  }

  /** Lets a program run at each tick of a perf event, which then belongs to the link. */
  public void attach(String program, int perfEventFd) throws SystemCallException {
    keep(
        LibBpf.bpf_program__attach_perf_event(find(program), perfEventFd),
        "attaching to a perf event");
  }

  /** Lets a program run where its section says. */
  public void attach(String program) throws SystemCallException {
    keep(LibBpf.bpf_program__attach(find(program)), "attaching " + program);
  }

  private void keep(@org.jspecify.annotations.Nullable Pointer link, String what)
      throws SystemCallException {
    if (link == null) {
      throw new SystemCallException(what, Native.getLastError());
    }
    links.add(link);
  }

  private Pointer find(String name) {
    Pointer program = LibBpf.bpf_object__find_program_by_name(object, name);
    if (program == null) {
      throw new IllegalStateException("the BPF object has no program " + name);
    }
    return program;
  }

  /** Stops the programs; the maps can still be read. */
  public void detach() {
    links.forEach(LibBpf::bpf_link__destroy);
    links.clear();
  }

  @Override
  public void close() {
    detach();
    LibBpf.bpf_object__close(object);
    bytes.close();
  }
}

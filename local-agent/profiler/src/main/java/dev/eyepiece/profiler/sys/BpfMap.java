package dev.eyepiece.profiler.sys;

import com.sun.jna.Memory;
import com.sun.jna.ptr.IntByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map of the kernel's, by its file descriptor. For one thread. */
public final class BpfMap {
  private static final int TYPE_ARRAY = 2;
  private static final int BATCH = 1024;
  private static final int OPTIONS_SIZE = 48;
  private static final int OPTIONS_FLAGS = 28;

  private final String name;
  private final int fd;
  private final int keySize;
  private final int valueSize;
  private final Memory key;
  private final Memory value;

  BpfMap(String name, int fd, int keySize, int valueSize) {
    this.name = name;
    this.fd = fd;
    this.keySize = keySize;
    this.valueSize = valueSize;
    key = new Memory(Math.max(8, keySize));
    value = new Memory(Math.max(8, valueSize));
  }

  /** A new array, which ends when its file descriptor is closed and no other map holds it. */
  public static BpfMap array(String name, int valueSize, int entries, int flags)
      throws SystemCallException {
    LibBpf.load();
    try (Memory options = new Memory(OPTIONS_SIZE)) {
      options.clear();
      options.setLong(0, OPTIONS_SIZE);
      options.setInt(OPTIONS_FLAGS, flags);
      int fd = LibBpf.bpf_map_create(TYPE_ARRAY, name, 4, valueSize, entries, options);
      if (fd < 0) {
        throw new SystemCallException("making the BPF map " + name, -fd);
      }
      return new BpfMap(name, fd, 4, valueSize);
    }
  }

  public int fd() {
    return fd;
  }

  /** Sets an entry whose key is one number. */
  public void put(long number, byte[] content) throws SystemCallException {
    key(number);
    value.write(0, content, 0, valueSize);
    int result = LibBpf.bpf_map_update_elem(fd, key, value, 0);
    if (result < 0) {
      throw new SystemCallException("writing to the BPF map " + name, -result);
    }
  }

  /** Sets an entry unless there is one; answers whether it was set. */
  public boolean putIfAbsent(long number, byte[] content) {
    key(number);
    value.write(0, content, 0, valueSize);
    return LibBpf.bpf_map_update_elem(fd, key, value, 1) == 0;
  }

  /** Takes an entry away, whether or not it is there. */
  public void remove(long number) {
    key(number);
    LibBpf.bpf_map_delete_elem(fd, key);
  }

  /** The value of an entry; null when there is none. Valid until the next call. */
  public @Nullable ByteBuffer get(long number) {
    key(number);
    return LibBpf.bpf_map_lookup_elem(fd, key, value) < 0 ? null : buffer(value, 0, valueSize);
  }

  private void key(long number) {
    if (keySize == 4) {
      key.setInt(0, (int) number);
    } else {
      key.setLong(0, number);
    }
  }

  /** The values of an entry of all possible processors added up, where values are 64-bit. */
  public long sumOverCpus(int index) {
    int cpus = LibBpf.libbpf_num_possible_cpus();
    try (Memory all = new Memory(8L * Math.max(1, cpus))) {
      key.setInt(0, index);
      if (LibBpf.bpf_map_lookup_elem(fd, key, all) < 0) {
        return 0;
      }
      long sum = 0;
      for (int i = 0; i < cpus; i++) {
        sum += all.getLong(8L * i);
      }
      return sum;
    }
  }

  /** Takes all entries out; each is handed over once, in buffers that are valid for the call. */
  public void drain(BiConsumer<ByteBuffer, ByteBuffer> taker) throws SystemCallException {
    try (Memory keys = new Memory((long) BATCH * keySize);
        Memory values = new Memory((long) BATCH * valueSize);
        Memory token = new Memory(64);
        Memory next = new Memory(64)) {
      boolean first = true;
      int result = 0;
      while (result == 0) {
        IntByReference count = new IntByReference(BATCH);
        result =
            LibBpf.bpf_map_lookup_and_delete_batch(
                fd, first ? null : token, next, keys, values, count, null);
        if (result < 0 && result != -LibC.ENOENT) {
          throw new SystemCallException("reading the BPF map " + name, -result);
        }
        for (int i = 0; i < count.getValue(); i++) {
          taker.accept(
              buffer(keys, (long) i * keySize, keySize),
              buffer(values, (long) i * valueSize, valueSize));
        }
        token.write(0, next.getByteArray(0, 64), 0, 64);
        first = false;
      }
    }
  }

  /** Looks at all entries of a map that nobody changes meanwhile. */
  public void each(BiConsumer<ByteBuffer, ByteBuffer> taker) {
    try (Memory last = new Memory(Math.max(8, keySize));
        Memory next = new Memory(Math.max(8, keySize))) {
      boolean first = true;
      while (LibBpf.bpf_map_get_next_key(fd, first ? null : last, next) == 0) {
        first = false;
        last.write(0, next.getByteArray(0, keySize), 0, keySize);
        if (LibBpf.bpf_map_lookup_elem(fd, last, value) == 0) {
          taker.accept(buffer(last, 0, keySize), buffer(value, 0, valueSize));
        }
      }
    }
  }

  private static ByteBuffer buffer(Memory memory, long offset, int size) {
    return memory.getByteBuffer(offset, size).order(ByteOrder.LITTLE_ENDIAN);
  }
}

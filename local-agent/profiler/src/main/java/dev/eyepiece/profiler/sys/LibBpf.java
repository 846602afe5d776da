package dev.eyepiece.profiler.sys;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import org.jspecify.annotations.Nullable;

/**
 * The calls of libbpf 1.x that are used. They answer negative errors, or null with an errno. Use
 * {@link #load} first.
 */
final class LibBpf {
  /** Called by libbpf for each line it would print; the text needs C's varargs and is not made. */
  interface Print extends Callback {
    int print(int level, Pointer format, Pointer arguments);
  }

  private static final Print QUIET = (level, format, arguments) -> 0;
  private static boolean loaded;

  private LibBpf() {}

  /** Finds the library; throws UnsatisfiedLinkError when there is none of version 1. */
  static synchronized void load() {
    if (!loaded) {
      Native.register(LibBpf.class, NativeLibrary.getInstance("libbpf.so.1"));
      libbpf_set_print(QUIET);
      loaded = true;
    }
  }

  static native @Nullable Pointer libbpf_set_print(Print print);

  static native int libbpf_num_possible_cpus();

  static native @Nullable Pointer bpf_object__open_mem(
      Pointer memory, long size, @Nullable Pointer options);

  static native int bpf_object__load(Pointer object);

  static native void bpf_object__close(Pointer object);

  static native @Nullable Pointer bpf_object__find_map_by_name(Pointer object, String name);

  static native @Nullable Pointer bpf_object__find_program_by_name(Pointer object, String name);

  static native int bpf_map__fd(Pointer map);

  static native int bpf_map__key_size(Pointer map);

  static native int bpf_map__value_size(Pointer map);

  static native @Nullable Pointer bpf_map__initial_value(Pointer map, LongByReference size);

  static native @Nullable Pointer bpf_program__attach(Pointer program);

  static native @Nullable Pointer bpf_program__attach_perf_event(Pointer program, int fd);

  static native int bpf_link__destroy(Pointer link);

  static native int bpf_map_create(
      int type, String name, int keySize, int valueSize, int entries, @Nullable Pointer options);

  static native int bpf_map_update_elem(int fd, Pointer key, Pointer value, long flags);

  static native int bpf_map_lookup_elem(int fd, Pointer key, Pointer value);

  static native int bpf_map_delete_elem(int fd, Pointer key);

  static native int bpf_map_get_next_key(int fd, @Nullable Pointer key, Pointer next);

  static native int bpf_map_lookup_and_delete_batch(
      int fd,
      @Nullable Pointer in,
      Pointer out,
      Pointer keys,
      Pointer values,
      IntByReference count,
      @Nullable Pointer options);
}

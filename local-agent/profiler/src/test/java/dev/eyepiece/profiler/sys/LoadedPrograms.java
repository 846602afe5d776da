package dev.eyepiece.profiler.sys;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.List;

/** The BPF programs that the kernel holds, whoever loaded them. */
public final class LoadedPrograms {
  private static final int INFO_BYTES = 80;
  private static final int NAME_AT = 64;

  static {
    Native.register(LoadedPrograms.class, NativeLibrary.getInstance("libbpf.so.1"));
  }

  private LoadedPrograms() {}

  static native int bpf_prog_get_next_id(int id, IntByReference next);

  static native int bpf_prog_get_fd_by_id(int id);

  static native int bpf_obj_get_info_by_fd(int fd, Pointer info, IntByReference length);

  /** Ids of the programs of a name. */
  public static List<Integer> named(String name) {
    List<Integer> found = new ArrayList<>();
    IntByReference next = new IntByReference();
    int id = 0;
    while (bpf_prog_get_next_id(id, next) == 0) {
      id = next.getValue();
      int fd = bpf_prog_get_fd_by_id(id);
      if (fd >= 0) {
        try (Memory info = new Memory(INFO_BYTES)) {
          info.clear();
          if (bpf_obj_get_info_by_fd(fd, info, new IntByReference(INFO_BYTES)) == 0
              && info.getString(NAME_AT).equals(name)) {
            found.add(id);
          }
        } finally {
          LibC.closeFd(fd);
        }
      }
    }
    return found;
  }
}

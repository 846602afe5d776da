package dev.eyepiece.profiler.sys;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The system calls that the profiler makes itself (Linux, x86-64). Safe for use by any thread. */
public final class LibC {
  public static final int PROT_READ = 1;
  public static final int PROT_WRITE = 2;
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EACCES = 13;
  public static final int EINVAL = 22;
  public static final int EMFILE = 24;
  public static final int PAGE = 4096;

  private static final int MAP_SHARED = 1;
  private static final int SYS_PERF_EVENT_OPEN = 298;
  private static final long PERF_FLAG_FD_CLOEXEC = 8;

  static {
    Native.register(LibC.class, "c");
  }

  private LibC() {}

  private static native long syscall(long number, long a, long b, long c, long d, long e, long f);

  private static native long mmap(
      long address, long length, int protection, int flags, int fd, long offset);

  private static native int munmap(long address, long length);

  private static native int close(int fd);

  private static native int ioctl(int fd, long request, long argument);

  private static native @Nullable Pointer strerror(int error);

  /** Opens a perf event; answers its file descriptor, or the error as a negative number. */
  static int perfEventOpen(Pointer attributes, int pid, int cpu) {
    long fd =
        syscall(
            SYS_PERF_EVENT_OPEN,
            Pointer.nativeValue(attributes),
            pid,
            cpu,
            -1,
            PERF_FLAG_FD_CLOEXEC,
            0);
    return fd < 0 ? -Native.getLastError() : (int) fd;
  }

  /** Maps a file shared; the error of the system is in the exception's message. */
  public static Mapped map(int fd, long offset, long length, int protection)
      throws SystemCallException {
    long address = mmap(0, length, protection, MAP_SHARED, fd, offset);
    if (address == -1) {
      throw new SystemCallException("mmap of " + length + " bytes", Native.getLastError());
    }
    return new Mapped(address, length);
  }

  static void unmap(long address, long length) {
    munmap(address, length);
  }

  /** Closes a file descriptor that this process opened by a call of this class or of libbpf. */
  public static void closeFd(int fd) {
    close(fd);
  }

  static int control(int fd, long request, long argument) {
    return ioctl(fd, request, argument) < 0 ? -Native.getLastError() : 0;
  }

  /** What the system calls an error. */
  public static String error(int number) {
    Pointer text = strerror(number);
    return (text == null ? "error" : text.getString(0).toLowerCase(Locale.ROOT))
        + " ("
        + number
        + ")";
  }
}

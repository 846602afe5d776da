package dev.eyepiece.profiler;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What this machine and this process have of what profiling needs.
 *
 * @param linuxOnX64 the system is Linux on x86-64, the only one that is profiled
 * @param kernel release of the kernel
 * @param btf the kernel describes its types, which BPF programs need
 * @param libbpf libbpf of version 1 is installed
 * @param capabilities bits of the effective set
 * @param paranoid {@code kernel.perf_event_paranoid}; Integer.MAX_VALUE when there are no perf
 *     events
 */
public record ProfilerRights(
    boolean linuxOnX64,
    String kernel,
    boolean btf,
    boolean libbpf,
    long capabilities,
    int paranoid) {

  private static final int SYS_PTRACE = 19;
  private static final int SYS_ADMIN = 21;
  private static final int SYSLOG = 34;
  private static final int PERFMON = 38;
  private static final int BPF = 39;
  private static final int LEAST_MAJOR = 5;
  private static final int LEAST_MINOR = 17;

  /** Looks. */
  public static ProfilerRights look() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    boolean here = os.startsWith("linux") && (arch.equals("amd64") || arch.equals("x86_64"));
    return new ProfilerRights(
        here,
        here ? text("/proc/sys/kernel/osrelease") : os,
        here && Files.exists(Path.of("/sys/kernel/btf/vmlinux")),
        here && libbpfIsThere(),
        here ? effective() : 0,
        here ? paranoidSetting() : Integer.MAX_VALUE);
  }

  private static boolean libbpfIsThere() {
    try {
      NativeLibrary.getInstance("libbpf.so.1");
      return true;
    } catch (UnsatisfiedLinkError absent) {
      return false;
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException absent) {
      return "";
    }
  }

  private static long effective() {
    for (String line : text("/proc/self/status").lines().toList()) {
      if (line.startsWith("CapEff:")) {
        return Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16);
      }
    }
    return 0;
  }

  private static int paranoidSetting() {
    try {
      return Integer.parseInt(text("/proc/sys/kernel/perf_event_paranoid"));
    } catch (NumberFormatException absent) {
      return Integer.MAX_VALUE;
    }
  }

  private boolean has(int capability) {
    return (capabilities >>> capability & 1) != 0;
  }

  /** Capabilities that profiling the whole host needs and this process has not. */
  public List<String> missingCapabilities() {
    List<String> missing = new ArrayList<>();
    if (!has(BPF) && !has(SYS_ADMIN)) {
      missing.add("CAP_BPF");
    }
    if (!has(PERFMON) && !has(SYS_ADMIN)) {
      missing.add("CAP_PERFMON");
    }
    return missing;
  }

  /** Capabilities without which profiles of the whole host lack something, with what they lack. */
  public List<String> usefulCapabilities() {
    List<String> missing = new ArrayList<>();
    if (!has(SYS_PTRACE)) {
      missing.add("CAP_SYS_PTRACE (stacks and names of other users' programs)");
    }
    if (!has(SYSLOG)) {
      missing.add("CAP_SYSLOG (names of the kernel's functions)");
    }
    return missing;
  }

  private boolean isOldKernel() {
    String[] parts = kernel.split("[^0-9]+", 3);
    try {
      int major = Integer.parseInt(parts[0]);
      int minor = Integer.parseInt(parts[1]);
      return major < LEAST_MAJOR || (major == LEAST_MAJOR && minor < LEAST_MINOR);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
      return false;
    }
  }

  /** Why this machine cannot run the BPF programs, whoever asks; null when it can. */
  public @Nullable String machineLacks() {
    if (!linuxOnX64) {
      return "profiling works on Linux on x86-64 alone, and this is " + kernel;
    }
    if (isOldKernel()) {
      return "the kernel is " + kernel + "; expected 5.17 or later";
    }
    if (!btf) {
      return "the kernel " + kernel + " has no BTF (/sys/kernel/btf/vmlinux is missing)";
    }
    if (!libbpf) {
      return "libbpf.so.1 is not installed; on Debian and Ubuntu: sudo apt-get install libbpf1";
    }
    return null;
  }

  /** Why the whole host cannot be profiled by this process; null when it can. */
  public @Nullable String wholeHostLacks() {
    String machine = machineLacks();
    if (machine != null) {
      return machine;
    }
    List<String> missing = missingCapabilities();
    return missing.isEmpty()
        ? null
        : "this process has not the right "
            + String.join(" and ", missing)
            + "; run it as root (sudo) to profile the whole host";
  }
}

package dev.eyepiece.profiler.symbols;

import dev.eyepiece.profiler.process.CodeMapping;
import dev.eyepiece.profiler.process.ProcessState;

/** Tells by the files that a process maps which run time makes its code. */
final class RunTimes {
  private RunTimes() {}

  /** A value of {@code profile.frame.type}. */
  static String frameType(ProcessState process) {
    for (CodeMapping mapping : process.code().all()) {
      String name = mapping.name();
      String base = name.substring(name.lastIndexOf('/') + 1);
      if (base.equals("libjvm.so")) {
        return "jvm";
      }
      if (base.equals("node") || base.startsWith("libnode.so") || base.startsWith("libv8.so")) {
        return "v8js";
      }
      if (base.startsWith("python3") || base.startsWith("libpython3")) {
        return "cpython";
      }
      if (base.equals("libcoreclr.so")) {
        return "dotnet";
      }
    }
    return NamedFrame.NATIVE;
  }
}

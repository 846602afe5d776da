package dev.eyepiece.profiler.helper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the helper is started with the four capabilities that it needs and no other. No shell is
 * involved, and nothing in the command comes from telemetry.
 */
public final class Launch {
  private static final String FOUR = "-all,+bpf,+perfmon,+sys_ptrace,+syslog";
  private static final String SETPRIV = "setpriv";

  private Launch() {}

  /**
   * The command that gives a process the capabilities; null when there is no way here.
   *
   * @param root this process may give them itself
   * @param uid number of the user for whom the helper works
   */
  public static @Nullable List<String> prefix(
      boolean root, int uid, int gid, Map<String, String> environment) {
    if (find(SETPRIV, environment) == null) {
      return null;
    }
    if (root) {
      return List.of(SETPRIV, "--inh-caps", FOUR, "--bounding-set", FOUR);
    }
    List<String> command = new ArrayList<>();
    boolean desktop =
        !environment.getOrDefault("DISPLAY", "").isEmpty()
            || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    if (desktop && find("pkexec", environment) != null) {
      command.add("pkexec");
    } else if (find("sudo", environment) != null) {
      // Without a question: there is nobody to answer it.
      command.addAll(List.of("sudo", "-n"));
    } else {
      return null;
    }
    command.addAll(
        List.of(
            SETPRIV,
            "--reuid",
            Integer.toString(uid),
            "--regid",
            Integer.toString(gid),
            "--init-groups",
            "--inh-caps",
            FOUR,
            "--ambient-caps",
            FOUR,
            "--bounding-set",
            FOUR));
    return command;
  }

  /**
   * Why no helper came of a command.
   *
   * @param program the first word of the command
   * @param exit with what it ended
   */
  public static String refusal(String program, int exit) {
    return switch (program) {
      case "pkexec" ->
          exit == 126
              ? "the question for the rights was dismissed"
              : "pkexec gave no rights (it ended with "
                  + exit
                  + "); expected a running agent of polkit";
      case "sudo" ->
          "sudo gives no rights without a password here (it ended with "
              + exit
              + "); expected a desktop with pkexec, or the program started with sudo";
      default -> "the helper ended with " + exit + " before it was ready";
    };
  }

  /** The JVM with the helper in it. */
  public static List<String> java(String main, Path socket) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx256m",
        "-cp",
        System.getProperty("java.class.path"),
        main,
        socket.toString());
  }

  private static @Nullable Path find(String program, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return Path.of(folder, program);
      }
    }
    return null;
  }
}

package dev.eyepiece.app.command;

import dev.eyepiece.profiler.HostProfiler;
import dev.eyepiece.profiler.ProfileKind;
import dev.eyepiece.profiler.ProfileOptions;
import dev.eyepiece.profiler.ProfilerException;
import dev.eyepiece.profiler.ProfilerStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece profile}: profiles this host into files or to a receiver. */
public final class ProfileCommand implements Command {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration SEND_EVERY = Duration.ofSeconds(1);

  /** Kinds of the command's contract that this version has not, and why. */
  private static final Map<String, String> NOT_HERE =
      Map.of(
          "wall", "what waits is 'off-cpu', what runs is 'cpu', and wall time is the two together",
          "lock", "waits for locks are among those of 'off-cpu'",
          "heap", "the program itself can tell: JFR, or /debug/pprof/heap of Go",
          "goroutine", "the program itself can tell: /debug/pprof/goroutine");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Profiles this host with the stacks of the kernel and of all programs. Needs CAP_BPF"
                + " and CAP_PERFMON, or root; without them it sees this user's own processes.");
    spec.addOption(Command.option("--pid", "N", "One process; all of them if none."));
    spec.addOption(
        Command.option(
            "--kind",
            "KIND",
            "cpu (default): what runs; off-cpu: what waits. wall, lock, heap and goroutine are not"
                + " in this version."));
    spec.addOption(
        Command.option(
            "--hz", "HZ", "Samples a second on each processor, 1 to 10000; 99 if none."));
    spec.addOption(
        Command.option("--min-wait", "TIME", "Shortest wait that off-cpu shows; 1ms if none."));
    spec.addOption(
        Command.option("--heap-interval", "BYTES", "Of --kind heap; not in this version."));
    spec.addOption(
        Command.option("--duration", "TIME", "How long, such as 500ms, 10s or 2m; 10s if none."));
    spec.addOption(
        Command.option("--to", "ENDPOINT", "Sends OTLP profiles there, every second; as in send."));
    spec.addOption(
        Command.option("--token-file", "FILE", "Holds the token of a receiver that wants one."));
    spec.addOption(
        OptionSpec.builder("--out")
            .arity("1")
            .paramLabel("FILE")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(
                "Writes a file that ends in .otlp, .pprof, .collapsed, .svg, .html or .png; may be"
                    + " given several times, and beside --to.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal)
      throws CommandException, InterruptedException {
    ProfileOptions options = options(arguments);
    Duration duration = duration(arguments, "--duration", "10s");
    try (ProfileTargets targets = ProfileTargets.of(arguments, terminal)) {
      Instant started = terminal.clock().instant();
      try (HostProfiler profiler = HostProfiler.start(options, terminal.clock())) {
        profiler.notes().forEach(note -> terminal.err().println("eyepiece profile: note: " + note));
        run(profiler, duration, targets);
        targets.take(profiler.stop());
        ProfilerStats stats = profiler.stats();
        warn(stats, terminal);
        targets.finish(options, started, Duration.between(started, terminal.clock().instant()));
        terminal.out().println(summary(options, stats) + " -> " + targets);
        return ExitCode.DONE;
      }
    } catch (ProfilerException e) {
      throw CommandException.cannot(e.getMessage());
    }
  }

  /** Until the time is over or the process is gone. */
  private static void run(HostProfiler profiler, Duration duration, ProfileTargets targets)
      throws CommandException, InterruptedException {
    int pid = profiler.options().pid();
    long end = System.nanoTime() + duration.toNanos();
    boolean there = true;
    while (there && System.nanoTime() < end) {
      Thread.sleep(
          Math.max(1, Math.min(SEND_EVERY.toNanos(), end - System.nanoTime()) / 1_000_000));
      there = pid == 0 || ProcessHandle.of(pid).isPresent();
      if (targets.isLive()) {
        targets.take(profiler.take());
      }
    }
  }

  private static String summary(ProfileOptions options, ProfilerStats stats) {
    return String.format(
        Locale.ROOT,
        "%d %s, %.1f %% with complete stacks",
        stats.samples(),
        options.kind() == ProfileKind.CPU ? "samples" : "sums of waits",
        stats.completePercent());
  }

  private static void warn(ProfilerStats stats, Terminal terminal) {
    if (stats.lost() > 0) {
      terminal.err().println("eyepiece profile: note: " + stats.lost() + " samples were lost");
    }
    if (stats.lostEvents() > 0) {
      terminal
          .err()
          .println(
              "eyepiece profile: note: "
                  + stats.lostEvents()
                  + " of the kernel's messages about processes were lost; names may be missing");
    }
    if (stats.stacksNotTaken() > 0) {
      terminal
          .err()
          .println(
              "eyepiece profile: note: "
                  + stats.stacksNotTaken()
                  + " waits have no stack, because their threads wait very often");
    }
  }

  private static ProfileOptions options(ParseResult arguments) throws CommandException {
    if (arguments.hasMatchedOption("--heap-interval")) {
      throw CommandException.cannot("--heap-interval: heap profiles are not in this version");
    }
    ProfileKind kind = kind(arguments.matchedOptionValue("--kind", "cpu"));
    int pid = number(arguments, "--pid", 0, 1, Integer.MAX_VALUE);
    int hz = number(arguments, "--hz", ProfileOptions.DEFAULT_HZ, 1, ProfileOptions.MOST_HZ);
    try {
      return new ProfileOptions(kind, pid, hz, duration(arguments, "--min-wait", "1ms"));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private static ProfileKind kind(@Nullable String given) throws CommandException {
    String word = given == null ? "" : given;
    for (ProfileKind kind : ProfileKind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    String why = NOT_HERE.get(word);
    if (why != null) {
      throw CommandException.cannot("--kind " + word + " is not in this version; " + why);
    }
    throw CommandException.usage(
        "--kind: '" + word + "' is no kind of profile; expected cpu or off-cpu");
  }

  private static int number(
      ParseResult arguments, String option, int otherwise, int least, int most)
      throws CommandException {
    String text = arguments.matchedOptionValue(option, (String) null);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw CommandException.usage(
          option + ": '" + text + "' is no number; expected " + least + " to " + most);
    }
    throw CommandException.usage(
        option + ": " + text + " is out of range; expected " + least + " to " + most);
  }

  private static Duration duration(ParseResult arguments, String option, String otherwise)
      throws CommandException {
    String given = arguments.matchedOptionValue(option, otherwise);
    String text = given == null ? otherwise : given;
    if (text.matches("[0-9]{1,9}(us|ms|s|m|h)")) {
      String unit = text.replaceFirst("^[0-9]+", "");
      long count = Long.parseLong(text.substring(0, text.length() - unit.length()));
      Duration duration =
          switch (unit) {
            case "us" -> Duration.ofNanos(count * 1000);
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
          };
      if (duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    }
    throw CommandException.usage(
        option + ": '" + text + "' is no time; expected such as 500ms, 10s or 2m, at most 24h");
  }
}

package dev.eyepiece.app.command;

import dev.eyepiece.app.flame.FlameDrawing;
import dev.eyepiece.app.flame.FlameOutput;
import dev.eyepiece.app.flame.FlameRequest;
import dev.eyepiece.stacks.FramePattern;
import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.StackDiff;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.Transform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece flamegraph}: draws a profile of any format. */
public final class FlameGraphCommand implements Command {
  private static final String STDIN = "-";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Draws a flame graph of a profile: collapsed stacks, pprof, OTLP, speedscope,"
                + " cpuprofile, JFR or perf script, plain or gzip.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .paramLabel("FILE")
            .type(String.class)
            .description("The profile; - is standard input.")
            .build());
    spec.addOption(
        OptionSpec.builder("--out")
            .type(String.class)
            .arity("1")
            .required(true)
            .paramLabel("OUT")
            .description("Where to: a file that ends in .svg, .html, .png or .collapsed.")
            .build());
    spec.addOption(
        Command.option("--diff", "OTHER", "Compares FILE with OTHER, which was before it."));
    spec.addOption(
        Command.option(
            "--diff-by", "HOW", "share of the total (default), or value: as the numbers are."));
    spec.addOption(
        Command.option(
            "--diff-width", "WHAT", "Widths of a comparison: after (default), before or both."));
    spec.addOption(
        Command.option("--type", "TYPE", "Which values, for a profile that holds more than one."));
    spec.addOption(
        Command.option(
            "--group",
            "LABEL",
            "Outermost frames by a label such as process or thread; none for no such frames."
                + " By itself: process, where there is more than one."));
    spec.addOption(
        Command.option("--order", "ORDER", "Of siblings: name (default), weight, or time."));
    spec.addOption(Command.flag("--invert", "Callers on top of what was running."));
    spec.addOption(Command.flag("--icicle", "The root on top."));
    spec.addOption(Command.flag("--fold-recursion", "Recursive calls as one."));
    spec.addOption(Command.option("--keep", "REGEX", "Only stacks in which a function matches."));
    spec.addOption(Command.option("--drop", "REGEX", "Only stacks in which none matches."));
    spec.addOption(
        Command.option("--hide", "REGEX", "Without the functions that match; their callers stay."));
    spec.addOption(
        Command.option("--title", "TITLE", "Over the picture; the file's name if none."));
    spec.addOption(
        Command.option("--width", "PIXELS", "Of SVG and PNG, 300 to 10000; 1200 if none."));
    spec.addOption(Command.flag("--dark", "A dark PNG; SVG and HTML follow the reader's setting."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    String file = arguments.matchedPositionalValue(0, "");
    String out = value(arguments, "--out", "");
    FlameOutput format = FlameOutput.of(out);
    if (format == null) {
      throw CommandException.usage(
          "--out: '" + out + "' has no known ending; expected .svg, .html, .png or .collapsed");
    }
    FlameRequest request = request(arguments, file, format);
    StackProfile profile = read(file, terminal);
    String other = arguments.matchedOptionValue("--diff", null);
    StackProfile before = other == null ? null : read(other, terminal);
    FlameDrawing drawing;
    try {
      drawing = FlameDrawing.of(request, profile, before);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
    Path path = path(out);
    try {
      drawing.write(path);
    } catch (IOException e) {
      throw CommandException.usage(
          "--out: cannot write '"
              + out
              + "' ("
              + e
              + "); expected a file in a folder that is there");
    }
    terminal.out().println(drawing.summary() + " -> " + out);
    drawing.notes().forEach(note -> terminal.err().println("eyepiece flamegraph: note: " + note));
    return ExitCode.DONE;
  }

  private static FlameRequest request(ParseResult arguments, String file, FlameOutput format)
      throws CommandException {
    List<Transform> transforms = new ArrayList<>();
    String keep = arguments.matchedOptionValue("--keep", null);
    String drop = arguments.matchedOptionValue("--drop", null);
    String hide = arguments.matchedOptionValue("--hide", null);
    if (keep != null) {
      transforms.add(new Transform.Keep(FramePattern.of(keep)));
    }
    if (drop != null) {
      transforms.add(new Transform.Drop(FramePattern.of(drop)));
    }
    if (hide != null) {
      transforms.add(new Transform.Hide(FramePattern.of(hide)));
    }
    if (arguments.hasMatchedOption("--fold-recursion")) {
      transforms.add(new Transform.FoldRecursion(false));
    }
    if (arguments.hasMatchedOption("--invert")) {
      transforms.add(new Transform.Invert());
    }
    Order order =
        choice(arguments, "--order", Order.NAME, List.of("weight", "name", "time"), Order.values());
    boolean byShare =
        !choice(arguments, "--diff-by", false, List.of("share", "value"), false, true);
    StackDiff.Width width =
        choice(
            arguments,
            "--diff-width",
            StackDiff.Width.AFTER,
            List.of("after", "before", "both"),
            StackDiff.Width.values());
    String title = arguments.matchedOptionValue("--title", null);
    return new FlameRequest(
        title == null ? title(file) : title,
        format,
        arguments.matchedOptionValue("--type", null),
        arguments.matchedOptionValue("--group", null),
        order,
        transforms,
        arguments.hasMatchedOption("--icicle"),
        pixels(value(arguments, "--width", "1200")),
        arguments.hasMatchedOption("--dark"),
        byShare,
        width);
  }

  private static String title(String file) throws CommandException {
    if (file.equals(STDIN)) {
      return "Flame graph";
    }
    Path name = path(file).getFileName();
    return name == null ? file : name.toString();
  }

  /** The value that stands at the same place as the word that was given. */
  @SafeVarargs
  private static <T> T choice(
      ParseResult arguments, String option, T otherwise, List<String> words, T... values)
      throws CommandException {
    String given = arguments.matchedOptionValue(option, null);
    if (given == null) {
      return otherwise;
    }
    int index = words.indexOf(given.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw CommandException.usage(
          option + ": '" + given + "' is unknown; expected one of " + String.join(", ", words));
    }
    return values[index];
  }

  private static int pixels(String text) throws CommandException {
    try {
      int pixels = Integer.parseInt(text);
      if (pixels >= 300 && pixels <= 10_000) {
        return pixels;
      }
    } catch (NumberFormatException e) {
      throw CommandException.usage("--width: '" + text + "' is no number; expected 300 to 10000");
    }
    throw CommandException.usage("--width: " + text + " is out of range; expected 300 to 10000");
  }

  private static String value(ParseResult arguments, String option, String otherwise) {
    String value = arguments.matchedOptionValue(option, otherwise);
    return value == null ? otherwise : value;
  }

  private static Path path(String file) throws CommandException {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw CommandException.usage("'" + file + "' is no path of this system");
    }
  }

  private static StackProfile read(@Nullable String given, Terminal terminal)
      throws CommandException {
    String file = given == null ? "" : given;
    if (file.equals(STDIN)) {
      return parse("standard input", () -> StackFiles.read(terminal.in(), Limits.DEFAULT));
    }
    Path path = path(file);
    if (Files.isDirectory(path) || !Files.isReadable(path)) {
      throw CommandException.usage("cannot read '" + file + "'; expected a profile that is there");
    }
    return parse(
        file,
        () -> {
          try (InputStream in = Files.newInputStream(path)) {
            return StackFiles.read(in, Limits.DEFAULT);
          }
        });
  }

  private interface Reading {
    StackProfile profile() throws IOException, StackFormatException;
  }

  private static StackProfile parse(String name, Reading reading) throws CommandException {
    try {
      StackProfile profile = reading.profile();
      if (profile.types().isEmpty()) {
        throw CommandException.usage(name + ": no samples are in it; expected at least one");
      }
      return profile;
    } catch (StackFormatException e) {
      throw CommandException.usage(name + ": " + e.getMessage());
    } catch (IOException e) {
      throw CommandException.usage("cannot read '" + name + "': " + e.getMessage());
    } catch (OutOfMemoryError e) {
      throw CommandException.cannot(
          name
              + ": it takes more memory than this run may use ("
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB); give Java more, for instance by JAVA_TOOL_OPTIONS=-Xmx8g");
    }
  }
}

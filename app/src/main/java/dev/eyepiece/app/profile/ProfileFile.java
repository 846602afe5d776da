package dev.eyepiece.app.profile;

import dev.eyepiece.app.flame.FlameDrawing;
import dev.eyepiece.app.flame.FlameOutput;
import dev.eyepiece.app.flame.FlameRequest;
import dev.eyepiece.profiler.ProfileKind;
import dev.eyepiece.profiler.ProfileOptions;
import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.SampleFilter;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackDiff;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackWriters;
import dev.eyepiece.telemetry.ProfileTree;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host profile as a file. With one process there is no frame for it; else its name comes first.
 */
public final class ProfileFile {
  private static final int WIDTH = 1200;
  private static final String PROGRAM = "process.executable.name";
  private static final long NANOS = 1_000_000_000L;

  private final ProfileOptions options;
  private final ProfileOutput output;
  private final Instant started;
  private final Duration lasted;

  public ProfileFile(
      ProfileOptions options, ProfileOutput output, Instant started, Duration lasted) {
    this.options = options;
    this.output = output;
    this.started = started;
    this.lasted = lasted;
  }

  /** Writes it. */
  public void write(ProfileTree tree, Path file) throws IOException, StackFormatException {
    if (output == ProfileOutput.OTLP) {
      Files.write(file, tree.encode());
      return;
    }
    StackProfile profile = StackFiles.of(tree);
    FlameOutput picture = picture();
    if (picture != null) {
      FlameDrawing.of(request(picture), profile, null).write(file);
      return;
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      if (output == ProfileOutput.PPROF) {
        StackWriters.pprof(profile, period(), out);
      } else if (!profile.types().isEmpty()) {
        StackWriters.collapsed(
            profile.tree(
                profile.defaultType(),
                SampleFilter.ALL,
                options.pid() == 0 ? List.of(PROGRAM) : List.of()),
            out);
      }
    }
  }

  private @Nullable FlameOutput picture() {
    return switch (output) {
      case SVG -> FlameOutput.SVG;
      case HTML -> FlameOutput.HTML;
      case PNG -> FlameOutput.PNG;
      case OTLP, PPROF, COLLAPSED -> null;
    };
  }

  private FlameRequest request(FlameOutput picture) {
    String what = options.kind() == ProfileKind.CPU ? "What runs" : "What waits";
    return new FlameRequest(
        what + (options.pid() == 0 ? " on this host" : " in process " + options.pid()),
        picture,
        null,
        options.pid() == 0 ? PROGRAM : "none",
        Order.NAME,
        List.of(),
        false,
        WIDTH,
        false,
        true,
        StackDiff.Width.AFTER);
  }

  private StackWriters.@Nullable Period period() {
    return options.kind() == ProfileKind.CPU
        ? new StackWriters.Period(
            new SampleType("cpu", "nanoseconds"),
            NANOS / options.hz(),
            started.getEpochSecond() * NANOS + started.getNano(),
            lasted.toNanos())
        : null;
  }
}

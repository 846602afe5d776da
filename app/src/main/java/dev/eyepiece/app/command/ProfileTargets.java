package dev.eyepiece.app.command;

import dev.eyepiece.app.profile.ProfileFile;
import dev.eyepiece.app.profile.ProfileOutput;
import dev.eyepiece.app.send.RemoteSender;
import dev.eyepiece.app.send.Sender;
import dev.eyepiece.otlp.OtlpAddress;
import dev.eyepiece.profiler.ProfileOptions;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.telemetry.ProfileJoin;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Where a profile goes: to a receiver as it comes, into files when it has ended, or both. */
final class ProfileTargets implements AutoCloseable {
  private final List<Out> files;
  private final @Nullable String to;
  private final @Nullable Sender sender;
  private final ProfileJoin whole = new ProfileJoin();

  /** Why nothing is sent any more. */
  private @Nullable String failure;

  private record Out(String name, Path path, ProfileOutput output) {}

  private ProfileTargets(List<Out> files, @Nullable String to, @Nullable Sender sender) {
    this.files = files;
    this.to = to;
    this.sender = sender;
  }

  /** Reads {@code --to}, {@code --token-file} and every {@code --out}. */
  static ProfileTargets of(ParseResult arguments, Terminal terminal) throws CommandException {
    List<Out> files = new ArrayList<>();
    for (String name : arguments.matchedOptionValue("--out", List.<String>of())) {
      Out file = file(name);
      if (files.stream().anyMatch(other -> other.path().equals(file.path()))) {
        throw CommandException.usage("--out: '" + name + "' is given twice");
      }
      files.add(file);
    }
    String to = arguments.matchedOptionValue("--to", (String) null);
    if (to == null && files.isEmpty()) {
      throw CommandException.usage("nowhere to put the profile; expected --out, --to or both");
    }
    return new ProfileTargets(
        List.copyOf(files), to, to == null ? null : sender(to, Tokens.given(arguments, terminal)));
  }

  private static Out file(String name) throws CommandException {
    ProfileOutput output = ProfileOutput.of(name);
    if (output == null) {
      throw CommandException.usage(
          "--out: '"
              + name
              + "' has no known ending; expected .otlp, .pprof, .collapsed, .svg, .html or .png");
    }
    Path path = Paths.of("--out", name).toAbsolutePath().normalize();
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(path)) {
      throw CommandException.usage(
          "--out: the folder of '" + name + "' is not there; expected one that is");
    }
    return new Out(name, path, output);
  }

  private static Sender sender(String text, @Nullable String token) throws CommandException {
    try {
      OtlpAddress endpoint = OtlpAddress.parse(text);
      return new RemoteSender(endpoint, token);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--to: " + e.getMessage());
    }
  }

  /** Whether parts are wanted while the profile runs. */
  boolean isLive() {
    return sender != null;
  }

  /**
   * Takes what was profiled since the last time.
   *
   * @throws CommandException when it could not be sent and there is no file that would hold it
   */
  void take(ProfileTree part) throws CommandException, InterruptedException {
    Sender receiver = sender;
    if (receiver != null && failure == null && !part.resources().isEmpty()) {
      try {
        Sender.Reply reply = receiver.send(Signal.PROFILES, part.encode());
        if (reply.rejected() > 0) {
          failure = to + " refused profiles: " + reply.message();
        }
      } catch (IOException e) {
        failure = e.getMessage();
      }
      failIf(files.isEmpty());
    }
    if (!files.isEmpty()) {
      whole.add(part);
    }
  }

  /**
   * Writes the files; all that can be written are.
   *
   * @throws CommandException when one could not be written, or the receiver did not get everything
   */
  void finish(ProfileOptions options, Instant started, Duration lasted) throws CommandException {
    CommandException first = null;
    for (Out file : files) {
      try {
        new ProfileFile(options, file.output(), started, lasted).write(whole.tree(), file.path());
      } catch (IOException e) {
        first =
            first == null
                ? CommandException.usage("--out: cannot write '" + file.name() + "' (" + e + ")")
                : first;
      } catch (StackFormatException e) {
        first =
            first == null
                ? CommandException.cannot("the profile is too large: " + e.getMessage())
                : first;
      }
    }
    if (first != null) {
      throw first;
    }
    failIf(true);
  }

  private void failIf(boolean now) throws CommandException {
    String why = failure;
    if (now && why != null) {
      throw CommandException.failed(why);
    }
  }

  /** Their names as they were given. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>(files.stream().map(Out::name).toList());
    if (to != null) {
      names.add(to);
    }
    return String.join(", ", names);
  }

  @Override
  public void close() {
    if (sender != null) {
      sender.close();
    }
  }
}

package dev.eyepiece.profiler;

import dev.eyepiece.profiler.helper.Frames;
import dev.eyepiece.profiler.helper.Launch;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.ProfileTree;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profiler in a process of its own with four capabilities (CAP_BPF, CAP_PERFMON, CAP_SYS_PTRACE,
 * CAP_SYSLOG) and no other. The helper ends when this process does, however it does.
 */
public final class HelperProfiler implements RunningProfiler {
  private static final System.Logger LOG = System.getLogger(HelperProfiler.class.getName());

  /** Long enough for a person to answer a password dialog. */
  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  private final Process process;
  private final Frames frames;
  private final List<String> notes;

  private HelperProfiler(Process process, Frames frames, List<String> notes) {
    this.process = process;
    this.frames = frames;
    this.notes = notes;
  }

  /**
   * Starts the helper and lets it profile.
   *
   * @param folder an existing one for the socket, which only this user can enter
   * @throws ProfilerException when there is no way to give the rights, or the kernel refuses
   */
  public static HelperProfiler start(
      ProfileOptions options, Path folder, Map<String, String> environment)
      throws ProfilerException {
    String machine = ProfilerRights.look().machineLacks();
    if (machine != null) {
      throw new ProfilerException(machine);
    }
    try {
      Path place = Files.createTempDirectory(folder, "profiler");
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
      Path socket = place.resolve("socket");
      try {
        return start(options, socket, command(socket, environment));
      } finally {
        Files.deleteIfExists(socket);
        Files.deleteIfExists(place);
      }
    } catch (IOException e) {
      throw new ProfilerException("the helper cannot be started: " + e.getMessage(), e);
    }
  }

  private static List<String> command(Path socket, Map<String, String> environment)
      throws IOException, ProfilerException {
    Path self = Path.of("/proc/self");
    int uid = (int) Files.getAttribute(self, "unix:uid");
    int gid = (int) Files.getAttribute(self, "unix:gid");
    List<String> prefix = Launch.prefix(uid == 0, uid, gid, environment);
    if (prefix == null) {
      throw new ProfilerException(
          "the rights for the whole host cannot be given here; expected setpriv (util-linux) and"
              + " pkexec or sudo");
    }
    List<String> command = new ArrayList<>(prefix);
    command.addAll(Launch.java(ProfileHelper.class.getName(), socket));
    return command;
  }

  private static HelperProfiler start(ProfileOptions options, Path socket, List<String> command)
      throws IOException, ProfilerException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean up = false;
      try {
        Frames frames = new Frames(accept(server, process, command.getFirst()));
        if (!frames.isTrusted(System.getProperty("user.name", ""))) {
          frames.close();
          throw new ProfilerException("another user's process came to the profiler's socket");
        }
        frames.send(Frames.START, ProfileHelper.bytes(options));
        String said = done(frames).text();
        up = true;
        return new HelperProfiler(process, frames, said.lines().toList());
      } finally {
        if (!up) {
          process.destroy();
        }
      }
    }
  }

  private static SocketChannel accept(ServerSocketChannel server, Process process, String program)
      throws IOException, ProfilerException {
    server.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      server.register(selector, SelectionKey.OP_ACCEPT);
      long end = System.nanoTime() + LONGEST_START.toNanos();
      while (System.nanoTime() < end) {
        SocketChannel channel = selector.select(100) > 0 ? server.accept() : null;
        if (channel != null) {
          channel.configureBlocking(true);
          return channel;
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new ProfilerException("given up before the helper had started");
        }
        if (!process.isAlive()) {
          throw new ProfilerException(Launch.refusal(program, process.exitValue()));
        }
      }
    }
    throw new ProfilerException("the helper did not start within " + LONGEST_START);
  }

  private static Frames.Frame done(Frames frames) throws IOException, ProfilerException {
    Frames.Frame frame = frames.receive();
    if (frame.kind() != Frames.DONE) {
      throw new ProfilerException(frame.text());
    }
    return frame;
  }

  private synchronized Frames.Frame ask(byte kind) throws ProfilerException {
    try {
      frames.send(kind, new byte[0]);
      return done(frames);
    } catch (IOException e) {
      throw new ProfilerException("the profiler's process is gone: " + e.getMessage(), e);
    }
  }

  private ProfileTree profile(byte kind) throws ProfilerException {
    Frames.Frame frame = ask(kind);
    byte[] bytes = new byte[frame.content().remaining()];
    frame.content().get(bytes);
    try {
      return ProfileTree.read(bytes, bytes.length);
    } catch (MalformedOtlpException e) {
      throw new ProfilerException("the profiler's process sent no profile: " + e.getMessage(), e);
    }
  }

  /** Id of the helper's process, or of what started it. */
  public long pid() {
    return process.pid();
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public ProfileTree take() throws ProfilerException {
    return profile(Frames.TAKE);
  }

  @Override
  public ProfileTree stop() throws ProfilerException {
    return profile(Frames.STOP);
  }

  @Override
  public ProfilerStats stats() throws ProfilerException {
    return ProfileHelper.stats(ask(Frames.STATS).content());
  }

  @Override
  public void close() {
    try {
      frames.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the helper's socket: " + e.getMessage());
    }
  }

  /** The process that was started; for tests. */
  @Nullable Process process() {
    return process;
  }
}

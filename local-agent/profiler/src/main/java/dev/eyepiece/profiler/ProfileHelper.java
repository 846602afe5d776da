package dev.eyepiece.profiler;

import dev.eyepiece.profiler.helper.Frames;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The process with rights: connects to the workbench's socket, profiles when it is asked to, and
 * ends when the workbench is gone. It opens no port and no file of its own.
 */
public final class ProfileHelper {
  private static final System.Logger LOG = System.getLogger(ProfileHelper.class.getName());

  private static final int CPU = 0;
  private static final int OFF_CPU = 1;

  private @Nullable HostProfiler profiler;

  private ProfileHelper() {}

  /** Runs until the other end of the socket, the only argument, is closed. */
  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("expected the path of the workbench's socket alone");
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(Path.of(arguments[0])));
      Frames frames = new Frames(channel);
      if (!frames.isTrusted(System.getProperty("user.name", ""))) {
        throw new IllegalStateException("the socket belongs to another user");
      }
      new ProfileHelper().serve(frames);
    } catch (EOFException gone) {
      LOG.log(System.Logger.Level.DEBUG, "the workbench is gone");
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the workbench cannot be reached: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Frames frames) throws IOException, InterruptedException {
    try {
      while (true) {
        Frames.Frame frame = frames.receive();
        try {
          answer(frame, frames);
        } catch (ProfilerException | IllegalArgumentException | IllegalStateException e) {
          frames.send(Frames.REFUSED, String.valueOf(e.getMessage()));
        }
      }
    } finally {
      end();
    }
  }

  private void answer(Frames.Frame frame, Frames frames)
      throws IOException, InterruptedException, ProfilerException {
    switch (frame.kind()) {
      case Frames.START -> {
        end();
        HostProfiler started = HostProfiler.start(options(frame.content()), Clock.systemUTC());
        profiler = started;
        frames.send(Frames.DONE, String.join("\n", started.notes()));
      }
      case Frames.TAKE -> frames.send(Frames.DONE, running().take().encode());
      case Frames.STOP -> {
        byte[] rest = running().stop().encode();
        frames.send(Frames.DONE, rest);
      }
      case Frames.STATS ->
          frames.send(Frames.DONE, bytes(running().stats().withCpuNanos(ownCpu())));
      default -> throw new IllegalArgumentException("unknown message " + frame.kind());
    }
  }

  private static long ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  private HostProfiler running() throws ProfilerException {
    HostProfiler known = profiler;
    if (known == null) {
      throw new ProfilerException("nothing is profiled");
    }
    return known;
  }

  private void end() {
    if (profiler != null) {
      profiler.close();
      profiler = null;
    }
  }

  /** The options as they are sent. */
  static byte[] bytes(ProfileOptions options) {
    return ByteBuffer.allocate(20)
        .putInt(options.kind() == ProfileKind.CPU ? CPU : OFF_CPU)
        .putInt(options.pid())
        .putInt(options.hz())
        .putLong(options.minWait().toNanos())
        .array();
  }

  private static ProfileOptions options(ByteBuffer in) {
    int kind = in.limit() == 20 ? in.getInt(0) : -1;
    if (kind != CPU && kind != OFF_CPU) {
      throw new IllegalArgumentException("options that cannot be read");
    }
    return new ProfileOptions(
        kind == CPU ? ProfileKind.CPU : ProfileKind.OFF_CPU,
        in.getInt(4),
        in.getInt(8),
        Duration.ofNanos(in.getLong(12)));
  }

  private static byte[] bytes(ProfilerStats stats) {
    return ByteBuffer.allocate(64)
        .putLong(stats.samples())
        .putLong(stats.complete())
        .putLong(stats.lost())
        .putLong(stats.lostEvents())
        .putLong(stats.copies())
        .putLong(stats.stacksNotTaken())
        .putLong(stats.shortWaitNanos())
        .putLong(stats.cpuNanos())
        .array();
  }

  /** The figures as they were sent. */
  static ProfilerStats stats(ByteBuffer in) {
    return new ProfilerStats(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }
}

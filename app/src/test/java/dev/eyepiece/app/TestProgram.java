package dev.eyepiece.app;

import dev.eyepiece.agent.Folders;
import dev.eyepiece.app.command.CommandLineProgram;
import dev.eyepiece.app.command.StopSignal;
import dev.eyepiece.app.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The command line in this process, with folders, streams and the stop signal of its own. */
final class TestProgram {
  /** Far longer than anything takes; a test that waits so long has failed. */
  static final long DEADLINE_SECONDS = 60;

  final Map<String, String> environment = new HashMap<>();
  private final Folders folders;

  TestProgram(Path home) {
    folders = Folders.of("Linux", home, Map.of());
  }

  Folders folders() {
    return folders;
  }

  /** What a command did. */
  record Result(int exit, String out, String err) {
    String line() {
      return err.strip();
    }
  }

  Result run(String... arguments) {
    return run(new byte[0], arguments);
  }

  Result run(byte[] in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        program(
                in,
                out,
                err,
                () -> {
                  throw new IllegalStateException("only serve waits");
                })
            .run(arguments);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private CommandLineProgram program(
      byte[] in, ByteArrayOutputStream out, ByteArrayOutputStream err, StopSignal stop) {
    return new CommandLineProgram(
        new Terminal(
            new ByteArrayInputStream(in),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            folders,
            Clock.systemUTC(),
            stop));
  }

  /** Starts {@code serve} and waits until it says that it is ready. */
  Serving serve(String... arguments) throws InterruptedException, TimeoutException {
    return new Serving(arguments);
  }

  /**
   * Starts {@code serve} over a folder, each of its ports one that is free.
   *
   * @param more options, which may give ports too
   */
  Serving serveOn(Path data, String... more) throws InterruptedException, TimeoutException {
    List<String> arguments = new ArrayList<>(List.of("serve", "--data", data.toString()));
    for (String port : List.of("--otlp-grpc", "--otlp-http", "--api", "--opamp")) {
      if (!List.of(more).contains(port)) {
        arguments.add(port);
        arguments.add("127.0.0.1:0");
      }
    }
    arguments.addAll(List.of(more));
    return serve(arguments.toArray(String[]::new));
  }

  /** A serve command that runs. */
  final class Serving implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile boolean armedUnready;

    private Serving(String[] arguments) throws InterruptedException, TimeoutException {
      CommandLineProgram program =
          program(
              new byte[0],
              out,
              err,
              new StopSignal() {
                @Override
                public void arm() {
                  armedUnready = !out.toString(StandardCharsets.UTF_8).contains("ready");
                }

                @Override
                public void await() throws InterruptedException {
                  ready.countDown();
                  stop.await();
                }
              });
      Thread.ofPlatform()
          .start(() -> {
            exit.complete(program.run(arguments));
            ready.countDown();
          });
      if (!ready.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new TimeoutException("serve did not get ready");
      }
    }

    String out() {
      return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
      return err.toString(StandardCharsets.UTF_8);
    }

    /** Whether it heeded a signal to end before it said that it is ready. */
    boolean wasArmedBeforeReady() {
      return armedUnready;
    }

    /** The address after a label in what serve printed. */
    String address(String label) {
      return out()
          .lines()
          .filter(line -> line.startsWith(label))
          .map(line -> line.substring(label.length()).strip())
          .findFirst()
          .orElseThrow();
    }

    int stop() {
      stop.countDown();
      return exit.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
      stop();
    }
  }
}

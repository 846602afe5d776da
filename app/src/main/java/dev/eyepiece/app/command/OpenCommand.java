package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.BundleException;
import dev.eyepiece.agent.BundleManifest;
import dev.eyepiece.agent.BundleReader;
import dev.eyepiece.agent.ForwardSetup;
import dev.eyepiece.agent.HostPort;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.app.send.RemoteSender;
import dev.eyepiece.app.send.SendTally;
import dev.eyepiece.app.send.Sender;
import dev.eyepiece.otlp.OtlpAddress;
import dev.eyepiece.ui.WindowViews;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece open}: a bundle in a data folder and a window of its own. */
public final class OpenCommand implements Command {
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);
  private static final String DONE = "bundle.json";
  private static final int LONGEST_NAME = 40;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Opens a bundle in a window of its own, over a data folder of its own: what you hold is"
                + " left alone. Its rule sets are switched off, its ports are any that are free, and"
                + " nothing is forwarded. The folder stays; a bundle is read once. To take one into"
                + " what you hold: eyepiece import FILE");
    spec.addOption(
        Command.option("--data", "DIR", "The folder, one that is not there (by the file's name)."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .paramLabel("FILE")
            .type(String.class)
            .description("The bundle.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal)
      throws CommandException, InterruptedException {
    Path file = Paths.of("FILE", arguments.matchedPositionalValue(0, ""));
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw CommandException.usage("cannot read '" + file + "'; expected a bundle that is there");
    }
    String data = arguments.matchedOptionValue("--data", (String) null);
    try {
      BundleManifest manifest = manifest(file);
      Path folder = data == null ? ownFolder(file, terminal) : Paths.of("--data", data);
      if (!Files.exists(folder.resolve(DONE))) {
        fill(folder, file, manifest, terminal);
      }
      terminal.err().println("eyepiece open: " + manifest.text() + " of " + file + " in " + folder);
      return show(folder, terminal);
    } catch (BundleException e) {
      throw CommandException.usage(e.getMessage());
    } catch (IOException e) {
      throw CommandException.cannot("'" + file + "' cannot be opened: " + e.getMessage());
    }
  }

  private static BundleManifest manifest(Path file) throws BundleException {
    try (BundleReader bundle = BundleReader.open(file)) {
      return bundle.manifest();
    }
  }

  /** The same file has the same folder, however it is called. */
  private static Path ownFolder(Path file, Terminal terminal) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.eyepiece$", "");
    String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
    String head = plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    String hash = HexFormat.of().formatHex(digest.digest(), 0, 6);
    Path held = terminal.folders().data().toAbsolutePath();
    return held.resolveSibling(held.getFileName() + "-bundles").resolve(head + "-" + hash);
  }

  /** Fills another folder first, so that one that is there is whole. */
  private static void fill(Path folder, Path file, BundleManifest manifest, Terminal terminal)
      throws CommandException, IOException, BundleException {
    if (Files.exists(folder)) {
      throw CommandException.usage(
          "--data: '" + folder + "' is there and is not of a bundle; expected a new folder");
    }
    Path beside = folder.resolveSibling(folder.getFileName() + ".part");
    remove(beside);
    SendTally tally = new SendTally();
    try (LocalAgent agent = ServeCommand.start(config(beside, terminal));
        Sender sender =
            new RemoteSender(OtlpAddress.parse(agent.endpoints().otlpHttp().toString()), null)) {
      BundleIntake.take(
          file,
          (signal, request, place) -> tally.send(sender, signal, request, place),
          agent.rules(),
          "eyepiece open",
          terminal);
    }
    if (!tally.isClean()) {
      tally.problems().forEach(problem -> terminal.err().println("eyepiece open: " + problem));
    }
    try (BundleReader bundle = BundleReader.open(file)) {
      WindowViews.write(WindowViews.file(beside), bundle.views());
    }
    Files.writeString(beside.resolve(DONE), manifest.json(), StandardCharsets.UTF_8);
    Files.move(beside, folder);
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static AgentConfig config(Path folder, Terminal terminal) throws CommandException {
    return settings(folder, terminal)
        .config()
        .withPorts(ANY, ANY, ANY)
        .withForward(ForwardSetup.NONE);
  }

  private static Settings settings(Path folder, Terminal terminal) throws CommandException {
    return AgentOptions.read(Map.of("--data", folder.toString()), terminal);
  }

  private static int show(Path folder, Terminal terminal)
      throws CommandException, InterruptedException {
    return WindowCommand.show(
        settings(folder, terminal),
        () -> ServeCommand.start(config(folder, terminal)),
        WindowViews.file(folder),
        null,
        terminal);
  }
}

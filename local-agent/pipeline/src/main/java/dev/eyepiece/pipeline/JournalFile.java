package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** The file operations of the journal, so that a test can let each of them fail. */
interface JournalFile extends AutoCloseable {

  /** Writes all that remains in the buffers, one after the other, at the end of the file. */
  void write(ByteBuffer[] pieces) throws IOException;

  void truncate(long size) throws IOException;

  void force() throws IOException;

  @Override
  void close() throws IOException;

  /** Opens a journal file that does not exist yet. */
  interface Opener {
    JournalFile open(Path file) throws IOException;

    /** Opens a file of an earlier run, to be read. */
    default FileChannel read(Path file) throws IOException {
      return FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Brings a file of an earlier run to the disk. */
    default void force(Path file) throws IOException {
      Segment.force(file);
    }
  }

  static JournalFile create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new ChannelFile(channel, Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  /** Makes a folder and those above it that are not there, each known to the disk. */
  static void createFolders(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder) && parent != null) {
      createFolders(parent);
      Files.createDirectories(folder);
      if (Files.isReadable(parent)) {
        // One that may be written and not read cannot be forced, and is no reason not to start.
        forceNames(parent);
      }
    }
  }

  /** Brings a folder's entries to the disk. Windows opens no folders and needs no such thing. */
  static void forceNames(Path folder) throws IOException {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** A journal file on a real disk. */
  final class ChannelFile implements JournalFile {
    private final FileChannel channel;
    private final Path folder;

    /** Whether the folder's entry of the file has reached the disk. */
    private volatile boolean named;

    ChannelFile(FileChannel channel, Path folder) {
      this.channel = channel;
      this.folder = folder;
    }

    @Override
    public void write(ByteBuffer[] pieces) throws IOException {
      int first = 0;
      while (first < pieces.length) {
        if (pieces[first].hasRemaining()) {
          channel.write(pieces, first, pieces.length - first);
        } else {
          first++;
        }
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
      channel.position(size);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
      if (!named) {
        // A file's bytes are of no use after a power cut when its name was not written.
        forceNames(folder);
        named = true;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

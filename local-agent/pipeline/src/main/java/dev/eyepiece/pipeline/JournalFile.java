package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file operations of the journal, so that a test can let each of them fail. */
interface JournalFile extends AutoCloseable {

  /** Writes all that remains in the buffer at the end of the file. */
  void write(ByteBuffer bytes) throws IOException;

  void truncate(long size) throws IOException;

  void force() throws IOException;

  @Override
  void close() throws IOException;

  /** Opens a journal file that does not exist yet. */
  interface Opener {
    JournalFile open(Path file) throws IOException;
  }

  static JournalFile create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new JournalFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
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
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}

package dev.eyepiece.pipeline;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * What the road asks of the machine, so that a test can say how it fails.
 *
 * @param files opens journal files
 * @param nanoTime monotonic nanoseconds
 * @param freeBytes usable bytes on the data folder's disk; 0 when they cannot be told
 */
record Machine(JournalFile.Opener files, LongSupplier nanoTime, LongSupplier freeBytes) {

  static Machine real(Path folder) {
    return new Machine(JournalFile::create, System::nanoTime, folder.toFile()::getUsableSpace);
  }
}

package dev.eyepiece.agent;

import dev.eyepiece.agent.folder.FolderLock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/** A process that takes a folder, says so, and keeps it until it is killed. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    try (FolderLock lock = FolderLock.take(Path.of(args[0]))) {
      ProcessHandle self = ProcessHandle.current();
      lock.name(
          new Owner(
              self.pid(),
              self.info().startInstant().orElse(Instant.EPOCH),
              URI.create("http://127.0.0.1:1")));
      System.out.println("taken");
      System.out.flush();
      int ignored = System.in.read();
    } catch (FolderOwnedException e) {
      System.out.println("owned");
    }
  }
}

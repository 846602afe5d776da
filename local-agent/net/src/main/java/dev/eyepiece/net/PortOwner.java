package dev.eyepiece.net;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out which process listens on a port, where /proc tells. */
public final class PortOwner {
  private PortOwner() {}

  /** A phrase to add to an error, empty when nothing is known. */
  static String describe(int port) {
    return find(port).map(owner -> " (taken by " + owner + ")").orElse("");
  }

  /** The process that listens on a TCP port of this machine, as {@code name (pid N)}. */
  public static Optional<String> find(int port) {
    return ProcSockets.all().stream()
        .filter(socket -> socket.state() == ProcSockets.LISTENING && socket.localPort() == port)
        .map(ProcSockets.TcpSocket::inode)
        .findFirst()
        .map(inode -> ProcSockets.holders(Set.of(inode), List.of()).get(inode))
        .map(ProcSockets.Holder::toString);
  }
}

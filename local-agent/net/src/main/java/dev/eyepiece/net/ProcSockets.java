package dev.eyepiece.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * TCP sockets of this machine and the processes that hold them, where {@code /proc} tells (Linux;
 * proc_net_tcp in the kernel's documentation). Reads files, so never on an event loop.
 */
final class ProcSockets {
  static final int LISTENING = 0x0A;
  private static final Path PROC = Path.of("/proc");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final int MOST_SOCKETS = 100_000;
  private static final int MOST_LINKS = 500_000;

  /**
   * One socket.
   *
   * @param state a number of the kernel's, such as {@link #LISTENING}
   */
  record TcpSocket(
      InetAddress local,
      int localPort,
      InetAddress remote,
      int remotePort,
      int state,
      int uid,
      long inode) {}

  /** A process that holds a socket. */
  record Holder(long pid, String command) {
    @Override
    public String toString() {
      return command + " (pid " + pid + ")";
    }
  }

  private ProcSockets() {}

  static boolean isThere() {
    return Files.isReadable(PROC.resolve("net/tcp"));
  }

  /** All of them; empty where there is no {@code /proc}. */
  static List<TcpSocket> all() {
    List<TcpSocket> sockets = new ArrayList<>();
    read("net/tcp", sockets);
    read("net/tcp6", sockets);
    return sockets;
  }

  private static void read(String table, List<TcpSocket> to) {
    try (BufferedReader lines = Files.newBufferedReader(PROC.resolve(table))) {
      String line = lines.readLine();
      while (line != null && to.size() < MOST_SOCKETS) {
        parse(line).ifPresent(to::add);
        line = lines.readLine();
      }
    } catch (IOException e) {
      // Without IPv6, or without /proc, there are none that could be told.
      return;
    }
  }

  static Optional<TcpSocket> parse(String line) {
    String[] fields = SPACES.split(line.strip(), -1);
    if (fields.length < 10 || !fields[0].endsWith(":")) {
      return Optional.empty();
    }
    try {
      int local = fields[1].lastIndexOf(':');
      int remote = fields[2].lastIndexOf(':');
      return Optional.of(
          new TcpSocket(
              address(fields[1].substring(0, local)),
              Integer.parseInt(fields[1].substring(local + 1), 16),
              address(fields[2].substring(0, remote)),
              Integer.parseInt(fields[2].substring(remote + 1), 16),
              Integer.parseInt(fields[3], 16),
              Integer.parseInt(fields[7]),
              Long.parseLong(fields[9])));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Words of 32 bits in the machine's own order; a mapped address of IPv4 becomes one of those. */
  private static InetAddress address(String hex) throws UnknownHostException {
    ByteBuffer kernel = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    ByteBuffer network = ByteBuffer.allocate(kernel.capacity());
    while (kernel.remaining() >= Integer.BYTES) {
      network.putInt(kernel.order(ByteOrder.BIG_ENDIAN).getInt());
    }
    byte[] bytes = network.array();
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      for (int at = 0; at < bytes.length; at += Integer.BYTES) {
        int word = network.getInt(at);
        network.putInt(at, Integer.reverseBytes(word));
      }
    }
    return InetAddress.getByAddress(bytes);
  }

  /**
   * The processes that hold sockets, as far as this user may see them.
   *
   * @param inodes which sockets
   * @param first processes to look at before all others
   */
  static Map<Long, Holder> holders(Set<Long> inodes, Collection<Long> first) {
    Map<Long, Holder> found = new HashMap<>();
    Set<Long> wanted = new HashSet<>(inodes);
    int[] left = {MOST_LINKS};
    for (long pid : first) {
      look(PROC.resolve(Long.toString(pid)), wanted, found, left);
    }
    if (wanted.isEmpty()) {
      return found;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (wanted.isEmpty() || left[0] <= 0) {
          break;
        }
        look(process, wanted, found, left);
      }
    } catch (IOException e) {
      // What was found until then is all that is known.
      return found;
    }
    return found;
  }

  private static void look(Path process, Set<Long> wanted, Map<Long, Holder> found, int[] left) {
    try (DirectoryStream<Path> links = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path link : links) {
        if (wanted.isEmpty() || --left[0] < 0) {
          return;
        }
        long inode = inode(link);
        if (wanted.contains(inode)) {
          String command = Files.readString(process.resolve("comm")).strip();
          found.put(inode, new Holder(Long.parseLong(process.getFileName().toString()), command));
          wanted.remove(inode);
        }
      }
    } catch (IOException e) {
      // The process ended or belongs to somebody else: then it is not known, which is no error.
      return;
    }
  }

  /** That of a descriptor which is a socket; -1 for any other, and for one that was closed. */
  private static long inode(Path link) {
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("socket:[")
          ? Long.parseLong(target.substring("socket:[".length(), target.length() - 1))
          : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}

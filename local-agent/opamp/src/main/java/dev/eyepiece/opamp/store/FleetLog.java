package dev.eyepiece.opamp.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.wire.StoredAgent;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The fleet's file: records one after another, the newest of an agent counts. What is written
 * outlives the process. A record that is torn or damaged ends the reading, and what follows is cut
 * off and said. Rewritten when most of it is outdated. For one thread at a time.
 *
 * <p>A record: length of its content (4 bytes), CRC-32C of kind and content (4), kind (1), content.
 */
public final class FleetLog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FleetLog.class.getName());
  private static final byte[] MAGIC = "EYEFLT1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD_BYTES = 9;
  private static final int MOST_BYTES = 128 << 20;
  private static final byte BLOB = 1;
  private static final byte AGENT = 2;
  private static final byte FORGOTTEN = 3;

  /** Below this size a file is not rewritten, however outdated. */
  private static final long SMALL_BYTES = 16L << 20;

  private final Path path;
  private final long smallBytes;
  private final Map<ByteString, ByteString> blobs = new HashMap<>();
  private final Map<InstanceUid, StoredAgent> agents = new LinkedHashMap<>();
  private final Set<ByteString> written = new HashSet<>();
  private FileChannel file;
  private long size;
  private long liveBytes;

  private FleetLog(Path path, FileChannel file, long smallBytes) {
    this.path = path;
    this.file = file;
    this.smallBytes = smallBytes;
  }

  /** Opens the file and reads what it holds. */
  public static FleetLog open(Path path) throws IOException {
    return open(path, SMALL_BYTES);
  }

  static FleetLog open(Path path, long smallBytes) throws IOException {
    // Left by a process that ended while it rewrote; the file itself is still whole.
    Files.deleteIfExists(fresh(path));
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FleetLog log = new FleetLog(path, file, smallBytes);
    log.read();
    return log;
  }

  private static Path fresh(Path path) {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  private void read() throws IOException {
    if (file.size() == 0) {
      file.write(ByteBuffer.wrap(MAGIC));
    }
    file.position(0);
    long all = file.size();
    // Not closed: that would close the file.
    size =
        records(new DataInputStream(new BufferedInputStream(Channels.newInputStream(file))), all);
    if (size < all) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is damaged at byte {1}; the {2} bytes from there on are cut off",
          path,
          Long.toString(size),
          Long.toString(all - size));
      file.truncate(size);
    }
    file.position(size);
  }

  /** Reads all records; says where the first bad one begins. */
  private long records(DataInputStream in, long all) throws IOException {
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      throw new IOException(path + " is no file of a fleet, or one of a later version");
    }
    long at = MAGIC.length;
    while (all - at >= HEAD_BYTES) {
      int length = in.readInt();
      int crc = in.readInt();
      if (length < 0 || length > MOST_BYTES || length > all - at - HEAD_BYTES) {
        return at;
      }
      byte[] record = in.readNBytes(length + 1);
      if (record.length <= length
          || crc(ByteBuffer.wrap(record)) != crc
          || !take(ByteBuffer.wrap(record))) {
        return at;
      }
      at += HEAD_BYTES + length;
    }
    return at;
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private boolean take(ByteBuffer record) {
    byte kind = record.get();
    ByteString content = ByteString.copyFrom(record);
    switch (kind) {
      case BLOB -> {
        ByteString sha256 = Blobs.sha256(content);
        blobs.put(sha256, content);
        written.add(sha256);
      }
      case AGENT -> {
        try {
          StoredAgent agent = StoredAgent.parseFrom(content);
          InstanceUid uid = InstanceUid.of(agent.getInstanceUid().toByteArray());
          if (uid == null) {
            return false;
          }
          agents.put(uid, agent);
        } catch (InvalidProtocolBufferException e) {
          return false;
        }
      }
      case FORGOTTEN -> {
        InstanceUid uid = InstanceUid.of(content.toByteArray());
        if (uid != null) {
          agents.remove(uid);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The agents that were read; the caller takes them over. */
  public List<StoredAgent> takeAgents() {
    List<StoredAgent> all = List.copyOf(agents.values());
    agents.clear();
    return all;
  }

  /** Bytes by their SHA-256 that were read; empty when they are not there. */
  public ByteString blob(ByteString sha256) {
    return blobs.getOrDefault(sha256, ByteString.EMPTY);
  }

  /** The blobs that were read are not needed any more. */
  public void dropBlobs() {
    blobs.clear();
  }

  /** Appends agents and the blobs that they name, unless the file has them. */
  public void append(List<StoredAgent> changed, List<Blob> used) throws IOException {
    for (Blob blob : used) {
      if (!written.contains(blob.sha256())) {
        write(BLOB, blob.bytes());
        written.add(blob.sha256());
      }
    }
    for (StoredAgent agent : changed) {
      write(AGENT, agent.toByteString());
    }
  }

  /** Appends that an agent is forgotten. */
  public void forget(InstanceUid uid) throws IOException {
    write(FORGOTTEN, ByteString.copyFrom(uid.bytes()));
  }

  private void write(byte kind, ByteString content) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(HEAD_BYTES + content.size());
    record.position(HEAD_BYTES - 1);
    record.put(kind);
    content.copyTo(record);
    int crc = crc(record.duplicate().flip().position(HEAD_BYTES - 1));
    record.flip();
    record.putInt(0, content.size()).putInt(Integer.BYTES, crc);
    long from = size;
    try {
      while (record.hasRemaining()) {
        file.write(record);
      }
      size += HEAD_BYTES + content.size();
    } catch (IOException e) {
      // Half a record would hide all that follows.
      file.truncate(from);
      file.position(from);
      throw e;
    }
  }

  /** Whether it is time to rewrite. */
  public boolean isOutdated() {
    return size > smallBytes && size > 4 * Math.max(liveBytes, smallBytes / 4);
  }

  /**
   * Writes the file anew with these agents alone, and puts it in the old one's place: a process
   * that ends meanwhile leaves the one or the other.
   */
  public void rewrite(List<StoredAgent> all, List<Blob> used) throws IOException {
    Path fresh = fresh(path);
    FileChannel old = file;
    long oldSize = size;
    Set<ByteString> oldWritten = Set.copyOf(written);
    FileChannel next =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      next.write(ByteBuffer.wrap(MAGIC));
      file = next;
      size = MAGIC.length;
      written.clear();
      append(all, used);
      next.force(true);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      file = old;
      size = oldSize;
      written.clear();
      written.addAll(oldWritten);
      next.close();
      throw e;
    }
    liveBytes = size;
    old.close();
  }

  @Override
  public void close() throws IOException {
    file.force(true);
    file.close();
  }
}

package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.Utf8;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The converters of network addresses. */
final class NetFunctions {
  private static final Map<String, Integer> PROTOCOLS =
      Map.of("ICMP", 1, "TCP", 6, "UDP", 17, "RSVP", 46, "ICMP6", 58, "SCTP", 132);

  static final List<Function> ALL =
      List.of(
          Function.of("IsInCIDR", "Target:text Networks:texts", NetFunctions::isInCidr),
          Function.of(
              "CommunityID",
              "SourceIP:text SourcePort:int DestinationIP:text DestinationPort:int Protocol?:text"
                  + " Seed?:int",
              NetFunctions::communityId));

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Network(byte[] address, int bits) {
    boolean contains(byte[] ip) {
      if (ip.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((ip[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private NetFunctions() {}

  private static Node isInCidr(Args args) {
    Arg<Utf8> target = args.text(0);
    List<Arg<Utf8>> networks = args.texts(1);
    List<Network> known = new ArrayList<>();
    boolean literal = networks.stream().allMatch(Arg::isLiteral);
    if (literal) {
      try {
        networks.forEach(n -> known.add(network(n.literal().toString())));
      } catch (OttlException e) {
        throw new CheckException("" + e.getMessage());
      }
    }
    return Node.of(f -> {
      byte[] ip = Addresses.parse(target.get(f).toString());
      if (ip == null) {
        return Values.FALSE;
      }
      for (int i = 0; i < networks.size(); i++) {
        Network network = literal ? known.get(i) : network(networks.get(i).get(f).toString());
        if (network.contains(ip)) {
          return Values.TRUE;
        }
      }
      return Values.FALSE;
    });
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    byte[] address = slash < 0 ? null : Addresses.parse(text.substring(0, slash));
    String bits = text.substring(slash + 1);
    boolean digits =
        !bits.isEmpty() && bits.length() < 4 && bits.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean mapped = slash > 0 && text.substring(0, slash).contains(":");
    if (address != null && digits) {
      int length = Integer.parseInt(bits);
      int most = mapped ? 128 : 32;
      if (length <= most) {
        // A network of version 6 that maps version 4 is compared as version 4.
        return address.length == 4 && mapped
            ? new Network(address, Math.max(0, length - 96))
            : new Network(address, length);
      }
    }
    throw new OttlException("\"" + text + "\" is no network such as 10.0.0.0/8");
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record End(byte[] ip, int port) {}

  private static Node communityId(Args args) {
    Arg<Utf8> protocol = args.optionalText(4);
    Arg<Long> seed = args.optionalInteger(5);
    Arg<Utf8> sourceIp = args.text(0);
    Arg<Long> sourcePort = args.integer(1);
    Arg<Utf8> targetIp = args.text(2);
    Arg<Long> targetPort = args.integer(3);
    return Node.of(f -> {
      End source = end(f, sourceIp, sourcePort);
      End target = end(f, targetIp, targetPort);
      Integer number = 6;
      if (protocol != null) {
        number = PROTOCOLS.get(protocol.get(f).toString());
        if (number == null) {
          throw new OttlException("expected one of " + PROTOCOLS.keySet());
        }
      }
      long salt = seed == null ? 0 : seed.get(f);
      if (salt < 0 || salt > 0xffff) {
        throw new OttlException("a seed is 16 bits, found " + salt);
      }
      return Values.of(communityId(source, target, number, (short) salt));
    });
  }

  private static End end(Frame frame, Arg<Utf8> ip, Arg<Long> port) {
    String text = ip.get(frame).toString();
    long number = port.get(frame);
    byte[] address = Addresses.parse(text);
    if (number < 0 || number > 0xffff) {
      throw new OttlException("a port is 16 bits, found " + number);
    }
    if (address == null) {
      throw new OttlException("\"" + text + "\" is no IP address");
    }
    return new End(address, (int) number);
  }

  private static String communityId(End source, End target, int protocol, short seed) {
    int order = Integer.compare(source.ip.length, target.ip.length);
    order = order == 0 ? Arrays.compareUnsigned(source.ip, target.ip) : order;
    order = order == 0 ? Integer.compare(source.port, target.port) : order;
    End first = order > 0 ? target : source;
    End second = order > 0 ? source : target;
    ByteBuffer flow =
        ByteBuffer.allocate(8 + first.ip.length + second.ip.length)
            .putShort(seed)
            .put(first.ip)
            .put(second.ip)
            .put((byte) protocol)
            .put((byte) 0)
            .putShort((short) first.port)
            .putShort((short) second.port);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(flow.array());
      return "1:" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** IP addresses in text, without asking any name server. */
  static final class Addresses {
    private Addresses() {}

    /** 4 bytes for version 4, also when it is written as version 6; {@code null} for no address. */
    static byte @Nullable [] parse(String text) {
      byte[] bytes = text.contains(":") ? six(text) : four(text);
      if (bytes != null && bytes.length == 16) {
        boolean mapped = bytes[10] == -1 && bytes[11] == -1;
        for (int i = 0; i < 10; i++) {
          mapped &= bytes[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
      }
      return bytes;
    }

    private static byte @Nullable [] four(String text) {
      String[] parts = text.split("\\.", -1);
      byte[] bytes = new byte[4];
      if (parts.length != 4) {
        return null;
      }
      for (int i = 0; i < 4; i++) {
        String part = parts[i];
        boolean digits =
            !part.isEmpty()
                && part.length() < 4
                && part.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean padded = part.length() > 1 && part.startsWith("0");
        if (!digits || padded || Integer.parseInt(part) > 255) {
          return null;
        }
        bytes[i] = (byte) Integer.parseInt(part);
      }
      return bytes;
    }

    private static byte @Nullable [] six(String text) {
      int gap = text.indexOf("::");
      if (gap != text.lastIndexOf("::")) {
        return null;
      }
      byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
      byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2));
      if (head == null || tail == null) {
        return null;
      }
      int length = head.length + tail.length;
      if (gap < 0 ? length != 16 : length > 14) {
        return null;
      }
      byte[] all = Arrays.copyOf(head, 16);
      System.arraycopy(tail, 0, all, 16 - tail.length, tail.length);
      return all;
    }

    private static byte @Nullable [] groups(String text) {
      if (text.isEmpty()) {
        return new byte[0];
      }
      String[] parts = text.split(":", -1);
      ByteBuffer bytes = ByteBuffer.allocate(20);
      for (int i = 0; i < parts.length && i < 9; i++) {
        String part = parts[i];
        if (i == parts.length - 1 && part.contains(".")) {
          byte[] last = four(part);
          if (last == null) {
            return null;
          }
          bytes.put(last);
          continue;
        }
        boolean hex =
            !part.isEmpty()
                && part.length() < 5
                && part.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
        if (!hex) {
          return null;
        }
        bytes.putShort((short) Integer.parseInt(part, 16));
      }
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
  }
}

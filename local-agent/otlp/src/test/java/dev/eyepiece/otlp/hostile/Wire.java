package dev.eyepiece.otlp.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes over a connection of HTTP/1.1, and how it ended. */
final class Wire {
  static final String PROTOBUF = "application/x-protobuf";
  static final String JSON = "application/json";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final int PATIENCE_MILLIS = 20_000;

  private Wire() {}

  /**
   * Sends bytes and reads to the end: the statuses of all answers, {@code closed} for none, {@code
   * silence} when nothing comes and the connection stays open.
   */
  static String raw(int port, byte[] bytes) throws IOException {
    return raw(port, bytes, false);
  }

  static String raw(int port, byte[] bytes, boolean end) throws IOException {
    try (Socket socket = open(port)) {
      send(socket, bytes);
      if (end) {
        socket.shutdownOutput();
      }
      return answers(socket);
    }
  }

  static Socket open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** The other side may have answered and closed before all was sent. */
  static void send(Socket socket, byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException closed) {
      // What was answered until then is read next.
      return;
    }
  }

  static String answers(Socket socket) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String end = "closed";
    try {
      InputStream in = socket.getInputStream();
      byte[] part = new byte[8192];
      int count = in.read(part);
      while (count >= 0 && all.size() < 1 << 20) {
        all.write(part, 0, count);
        count = in.read(part);
      }
    } catch (SocketTimeoutException e) {
      end = "silence";
    } catch (IOException reset) {
      end = "closed";
    }
    List<String> statuses = new ArrayList<>();
    Matcher found = STATUS.matcher(all.toString(StandardCharsets.ISO_8859_1));
    while (found.find()) {
      statuses.add(found.group(1));
    }
    return statuses.isEmpty() ? end : String.join(" ", statuses);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A request whose connection is to be closed behind its answer. */
  static byte[] request(String path, String type, byte[] body, String... headers) {
    StringBuilder head =
        new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n")
            .append("Connection: close\r\nContent-Type: ")
            .append(type)
            .append("\r\nContent-Length: ")
            .append(body.length)
            .append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return join(ascii(head.append("\r\n").toString()), body);
  }

  static String post(int port, String path, String type, byte[] body, String... headers)
      throws IOException {
    return raw(port, request(path, type, body, headers));
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  static byte[] deflate(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(out)) {
      deflate.write(bytes);
    }
    return out.toByteArray();
  }
}

package dev.eyepiece.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a ClickHouse is and what may be done in it.
 *
 * @param endpoints URLs of its HTTP interface; one after the other is asked when one does not
 *     answer
 * @param user the name that signs in; empty for the server's default
 * @param access what may be done
 * @param cluster on which tables are made; empty for the one server
 * @param writer says whose batches are counted as written, see {@link #access}
 * @param authority a file with the certificate (PEM) of the authority that servers' certificates
 *     must come from; empty for those that Java trusts
 * @param timeLimit of one question
 */
public record ClickHouseConfig(
    List<URI> endpoints,
    String database,
    String user,
    Secret password,
    Access access,
    String cluster,
    String writer,
    ClickHouseTables tables,
    String authority,
    Duration timeLimit) {

  /** What may be done in a database. */
  public enum Access {
    READ,
    /** Rows are written into tables that are there. */
    WRITE,
    /** Tables that are not there are made, and rows written. */
    CREATE
  }

  private static final int MAX_ENDPOINTS = 16;
  private static final int LONGEST = 200;
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,127}";
  private static final Pattern URL =
      Pattern.compile(
          "(clickhouse|https?)://(?:([^@/?#:]{1,128})@)?([^@/?#]{1,2000})/("
              + NAME
              + ")/?(?:\\?([^#]{1,2000}))?");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(?::([0-9]{1,5}))?");
  private static final String AUTHORITY = "ca=";
  private static final String EXPECTED =
      "; expected clickhouse://[USER@]HOST:PORT[,HOST:PORT..]/DATABASE, or https:// for TLS";

  /**
   * Reads a URL, for reading alone, as nobody.
   *
   * @throws StoreException when it is none; the message repeats nothing that may be a password
   */
  public static ClickHouseConfig parse(String url) throws StoreException {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      boolean password = url.matches("(?s)(?:[a-z]+://)?+[^@]*:[^@]*@.*");
      throw new StoreException(
          password
              ? "the URL of a store must hold no password; expected it in EYEPIECE_STORE_PASSWORD"
                  + " or in a file"
              : "'" + shown(url) + "' is no URL of a store" + EXPECTED);
    }
    String scheme = matcher.group(1).equals("clickhouse") ? "http" : matcher.group(1);
    List<URI> endpoints = new ArrayList<>();
    for (String host : matcher.group(3).split(",", -1)) {
      endpoints.add(endpoint(scheme, host));
    }
    if (endpoints.size() > MAX_ENDPOINTS) {
      throw new StoreException(
          "the URL of a store names " + endpoints.size() + " hosts; expected at most 16");
    }
    String user = matcher.group(2);
    List<String> options =
        matcher.group(5) == null ? List.of() : List.of(matcher.group(5).split("&", -1));
    return new ClickHouseConfig(
        List.copyOf(endpoints),
        matcher.group(4),
        user == null ? "" : user,
        Secret.NONE,
        Access.READ,
        "",
        "",
        tables(options),
        authority(options, scheme),
        Duration.ofSeconds(60));
  }

  private static String shown(String url) {
    String bare = url.replaceAll("(?s).*@", "").replaceAll("\\p{Cntrl}", "?");
    return bare.length() > LONGEST ? bare.substring(0, LONGEST) + ".." : bare;
  }

  private static URI endpoint(String scheme, String host) throws StoreException {
    Matcher matcher = HOST.matcher(host);
    boolean sound = matcher.matches();
    String port = sound ? matcher.group(2) : null;
    if (!sound || (port != null && Integer.parseInt(port) > 65_535)) {
      throw new StoreException("'" + shown(host) + "' is no host of a store" + EXPECTED);
    }
    String otherwise = scheme.equals("https") ? "8443" : "8123";
    return URI.create(scheme + "://" + matcher.group(1) + ":" + (port == null ? otherwise : port));
  }

  private static String authority(List<String> options, String scheme) throws StoreException {
    for (String part : options) {
      if (part.startsWith(AUTHORITY)) {
        String file = URLDecoder.decode(part.substring(AUTHORITY.length()), StandardCharsets.UTF_8);
        if (file.isEmpty() || !scheme.equals("https")) {
          throw new StoreException(
              "'" + shown(part) + "' in the URL of a store; expected ca=FILE with an https:// URL");
        }
        return file;
      }
    }
    return "";
  }

  private static ClickHouseTables tables(List<String> options) throws StoreException {
    ClickHouseTables tables = ClickHouseTables.DEFAULT;
    for (String part : options) {
      if (part.startsWith(AUTHORITY)) {
        continue;
      }
      int at = part.indexOf('=');
      String key = at < 0 ? part : part.substring(0, at);
      String name = at < 0 ? "" : part.substring(at + 1);
      if (!name.matches(NAME)) {
        throw new StoreException(
            "'" + shown(part) + "' in the URL of a store; expected a table such as traces=NAME");
      }
      tables =
          switch (key.toLowerCase(Locale.ROOT)) {
            case "traces" ->
                new ClickHouseTables(name, tables.logs(), tables.metrics(), tables.profiles());
            case "logs" ->
                new ClickHouseTables(tables.traces(), name, tables.metrics(), tables.profiles());
            case "metrics" ->
                new ClickHouseTables(tables.traces(), tables.logs(), name, tables.profiles());
            case "profiles" ->
                new ClickHouseTables(tables.traces(), tables.logs(), tables.metrics(), name);
            default ->
                throw new StoreException(
                    "'"
                        + shown(key)
                        + "' in the URL of a store; expected traces, logs, metrics, profiles or ca");
          };
    }
    return tables;
  }

  /** The same with a password. */
  public ClickHouseConfig withPassword(Secret secret) {
    return new ClickHouseConfig(
        endpoints, database, user, secret, access, cluster, writer, tables, authority, timeLimit);
  }

  /**
   * The same, to be written to.
   *
   * @param as a name of this writer's own, by which it finds what it wrote
   */
  public ClickHouseConfig writing(Access newAccess, String as, String onCluster)
      throws StoreException {
    if (!onCluster.isEmpty() && !onCluster.matches("[A-Za-z0-9_.-]{1,128}")) {
      throw new StoreException(
          "'" + shown(onCluster) + "' is no name of a cluster; expected letters, digits, _ . -");
    }
    return new ClickHouseConfig(
        endpoints, database, user, password, newAccess, onCluster, as, tables, authority,
        timeLimit);
  }

  /** The same with another time limit. */
  public ClickHouseConfig withTimeLimit(Duration limit) {
    return new ClickHouseConfig(
        endpoints, database, user, password, access, cluster, writer, tables, authority, limit);
  }

  /** The servers and the database, fit to be shown. */
  public String title() {
    return String.join(", ", endpoints.stream().map(URI::toString).toList()) + "/" + database;
  }
}

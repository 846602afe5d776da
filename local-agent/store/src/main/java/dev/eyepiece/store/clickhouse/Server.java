package dev.eyepiece.store.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.command.CommandSettings;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.StoreException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The servers of a store. A call goes to the one that answered last; when it cannot be reached, to
 * the next. Safe for use by several threads; every call blocks.
 */
final class Server implements AutoCloseable {
  private static final long CONNECT_SECONDS = 5;

  /** Of this many characters a statement may pass the 256 KiB that servers take by themselves. */
  private static final int USUAL_SQL = 60_000;

  private static final int LONGEST_SQL = 16 << 20;

  private final ClickHouseConfig config;
  private final List<Client> clients = new ArrayList<>();
  private volatile int preferred;

  /** Whether the server lets settings go along with a question: not before it was asked. */
  private volatile boolean takesSettings;

  Server(ClickHouseConfig config) throws StoreException {
    this.config = config;
    String authority = config.authority();
    if (!authority.isEmpty() && !Files.isReadable(Path.of(authority))) {
      throw new StoreException(
          "the certificate " + authority + " cannot be read; expected a PEM file (ca=FILE)");
    }
    for (URI endpoint : config.endpoints()) {
      clients.add(client(config, endpoint));
    }
  }

  private static Client client(ClickHouseConfig config, URI endpoint) {
    long answer = config.timeLimit().plus(Duration.ofSeconds(10)).toMillis();
    // What does not leave the machine is not worth compressing.
    boolean far = !List.of("localhost", "127.0.0.1", "[::1]").contains(endpoint.getHost());
    Client.Builder builder = new Client.Builder();
    if (!config.authority().isEmpty()) {
      builder.setRootCertificate(config.authority());
    }
    return builder
        .addEndpoint(endpoint.toString())
        .setUsername(config.user().isEmpty() ? "default" : config.user())
        .setPassword(config.password().reveal())
        .setDefaultDatabase(config.database())
        .setClientName("eyepiece")
        .useTimeZone("UTC")
        .setConnectTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
        .setSocketTimeout(answer, ChronoUnit.MILLIS)
        .compressServerResponse(far)
        .compressClientRequest(far)
        .setMaxRetries(1)
        .retryOnFailures(ClientFaultCause.NoHttpResponse)
        .build();
  }

  /** Whether the server lets settings go along with a question. */
  boolean takesSettings() {
    return takesSettings;
  }

  void takeSettings(boolean may) {
    takesSettings = may;
  }

  /** Something that is done with one of the servers. */
  private interface Call<T> {
    CompletableFuture<T> with(Client client);
  }

  /** Tries one server after the other until one is reached. */
  private <T> T call(Call<T> call) throws StoreException {
    int first = preferred;
    Throwable failure = new IllegalStateException("no endpoint");
    for (int i = 0; i < clients.size(); i++) {
      int at = (first + i) % clients.size();
      try {
        T result = call.with(clients.get(at)).get();
        preferred = at;
        return result;
      } catch (ExecutionException | RuntimeException e) {
        ServerException answer = Failures.answer(e);
        if (answer != null) {
          preferred = at;
          throw new StoreException(Failures.said(answer, config), e);
        }
        failure = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException("the question was interrupted", e);
      }
    }
    throw new StoreException(
        "no ClickHouse answers at " + config.title() + ": " + Failures.root(failure), failure);
  }

  /**
   * Asks for rows.
   *
   * @param id of the question, for {@link #kill}
   */
  void query(String sql, String id, Rows rows) throws StoreException {
    query(
        sql,
        id,
        false,
        reader -> {
          Row row = new Row(reader);
          while (reader.hasNext()) {
            reader.next();
            rows.row(row);
          }
        });
  }

  /** Reads a result. */
  interface Reading {
    void of(ClickHouseBinaryFormatReader reader) throws StoreException;
  }

  /** Asks; what a user wrote may change nothing, nor reach what is outside of the server. */
  void query(String sql, String id, boolean users, Reading reading) throws StoreException {
    QuerySettings settings = new QuerySettings();
    settings.setFormat(ClickHouseFormat.RowBinaryWithNamesAndTypes);
    settings.setQueryId(id);
    if (takesSettings) {
      settings.serverSetting("max_execution_time", Long.toString(config.timeLimit().toSeconds()));
      settings.serverSetting("cancel_http_readonly_queries_on_client_close", "1");
      if (users) {
        settings.serverSetting("readonly", "1");
      }
      if (sql.length() > USUAL_SQL) {
        settings.serverSetting("max_query_size", Integer.toString(LONGEST_SQL));
      }
    }
    int[] asked = {0};
    QueryResponse response =
        call(client -> {
          asked[0] = clients.indexOf(client);
          return client.query(sql, settings);
        });
    try {
      reading.of(clients.get(asked[0]).newBinaryFormatReader(response));
    } catch (RuntimeException e) {
      ServerException answer = Failures.answer(e);
      throw new StoreException(
          answer != null
              ? Failures.said(answer, config)
              : "the answer of ClickHouse broke off: " + Failures.root(e),
          e);
    } finally {
      end(response);
    }
  }

  /** Lets go of an answer; what is left of it is not wanted. */
  private static void end(AutoCloseable answer) {
    try {
      answer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      System.getLogger(Server.class.getName())
          .log(System.Logger.Level.DEBUG, "an answer did not close: " + Failures.root(e));
    }
  }

  /** Does something that gives no rows. */
  void execute(String sql) throws StoreException {
    execute(sql, config.database());
  }

  /** Likewise, in another database. */
  void execute(String sql, String database) throws StoreException {
    CommandSettings settings = new CommandSettings();
    settings.setDatabase(database);
    end(call(client -> client.execute(sql, settings)));
  }

  /**
   * Writes rows.
   *
   * @param token the same when the same rows are written again; a server that remembers it takes
   *     them once
   */
  void insert(String table, List<String> columns, RowBinary rows, String token)
      throws StoreException {
    InsertSettings settings = new InsertSettings();
    settings.setDeduplicationToken(token);
    if (!config.cluster().isEmpty()) {
      // Else a distributed table says that it has rows before any server of the cluster does.
      settings.serverSetting("distributed_foreground_insert", "1");
    }
    end(
        call(client ->
            client.insert(
                table,
                columns,
                new ByteArrayInputStream(rows.bytes(), 0, rows.length()),
                ClickHouseFormat.RowBinary,
                settings)));
  }

  /** Ends a question, wherever it runs; returns without waiting for its end. */
  void kill(String id) {
    String sql = "KILL QUERY WHERE query_id = " + Sql.literal(id);
    for (Client client : clients) {
      try {
        end(client.execute(sql).get());
        client.cancelTransportRequest(id);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException | RuntimeException e) {
        // Not everyone may kill, and the question may have ended by itself.
        System.getLogger(Server.class.getName())
            .log(System.Logger.Level.DEBUG, "a question was not killed: " + Failures.root(e));
      }
    }
  }

  ClickHouseConfig config() {
    return config;
  }

  @Override
  public void close() {
    clients.forEach(Client::close);
  }
}

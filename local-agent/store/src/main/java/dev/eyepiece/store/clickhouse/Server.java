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
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a store. A call goes to the one that answered last; when it cannot be reached, to
 * the next. Safe for use by several threads; every call blocks.
 */
final class Server implements AutoCloseable {
  private static final long CONNECT_SECONDS = 5;
  private static final int LONGEST_MESSAGE = 600;

  /** Of this many characters a statement may pass the 256 KiB that servers take by themselves. */
  private static final int USUAL_SQL = 60_000;

  private static final int LONGEST_SQL = 16 << 20;

  private final ClickHouseConfig config;
  private final List<Client> clients = new ArrayList<>();
  private volatile int preferred;

  /** Whether the server lets settings go along with a question: not before it was asked. */
  private volatile boolean takesSettings;

  Server(ClickHouseConfig config) {
    this.config = config;
    for (URI endpoint : config.endpoints()) {
      clients.add(client(config, endpoint));
    }
  }

  private static Client client(ClickHouseConfig config, URI endpoint) {
    long answer = config.timeLimit().plus(Duration.ofSeconds(10)).toMillis();
    // What does not leave the machine is not worth compressing.
    boolean far = !List.of("localhost", "127.0.0.1", "[::1]").contains(endpoint.getHost());
    return new Client.Builder()
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
        ServerException answer = answer(e);
        if (answer != null) {
          preferred = at;
          throw new StoreException(said(answer), e);
        }
        failure = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException("the question was interrupted", e);
      }
    }
    throw new StoreException(
        "no ClickHouse answers at " + config.title() + ": " + root(failure), failure);
  }

  private static @Nullable ServerException answer(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ServerException answer && answer.getCode() > 0) {
        return answer;
      }
    }
    return null;
  }

  private String said(ServerException answer) {
    return switch (answer.getCode()) {
      case 192, 193, 194, 516 ->
          "ClickHouse does not let user '"
              + (config.user().isEmpty() ? "default" : config.user())
              + "' in (code "
              + answer.getCode()
              + "); expected USER@ in the URL and its password in EYEPIECE_STORE_PASSWORD or a"
              + " file";
      case 159 ->
          "the question took longer than "
              + config.timeLimit().toSeconds()
              + " s; a shorter range of time helps";
      case 394 -> "cancelled";
      default -> "ClickHouse: " + firstLine(String.valueOf(answer.getMessage()));
    };
  }

  /** An error of the server without what it repeats of the statement. */
  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("failed");
    String bare =
        line.replaceFirst("^Code: \\d+\\. DB::Exception: ", "")
            .replaceFirst("\\(queryId= .*$", "")
            .replaceFirst(" \\(version .*$", "")
            .strip();
    return bare.length() > LONGEST_MESSAGE ? bare.substring(0, LONGEST_MESSAGE) + ".." : bare;
  }

  private static String root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return firstLine(at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage());
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
      ServerException answer = answer(e);
      throw new StoreException(
          answer != null ? said(answer) : "the answer of ClickHouse broke off: " + root(e), e);
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
          .log(System.Logger.Level.DEBUG, "an answer did not close: " + root(e));
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
            .log(System.Logger.Level.DEBUG, "a question was not killed: " + root(e));
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

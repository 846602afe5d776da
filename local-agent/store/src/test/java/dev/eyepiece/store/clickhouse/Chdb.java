package dev.eyepiece.store.clickhouse;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * ClickHouse's own engine as a library (chDB), by foreign functions. One connection is for one
 * thread at a time; {@link #shutDown} must come after the last was closed, else the JVM ends in a
 * fault of the engine's background threads.
 */
final class Chdb {
  private final MethodHandle connect;
  private final MethodHandle close;
  private final MethodHandle query;
  private final MethodHandle buffer;
  private final MethodHandle length;
  private final MethodHandle error;
  private final MethodHandle destroy;
  private final MethodHandle insert;
  private final MethodHandle append;
  private final MethodHandle done;
  private final MethodHandle insertError;
  private final MethodHandle destroyInsert;
  private final MethodHandle shutdown;

  Chdb(Path library) throws Throwable {
    Linker linker = Linker.nativeLinker();
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    var pointer = ValueLayout.ADDRESS;
    var size = ValueLayout.JAVA_LONG;
    var number = ValueLayout.JAVA_INT;
    connect = handle(linker, symbols, "chdb_connect", pointer, number, pointer);
    close = procedure(linker, symbols, "chdb_close_conn", pointer);
    query = handle(linker, symbols, "chdb_query_n", pointer, pointer, pointer, size, pointer, size);
    buffer = handle(linker, symbols, "chdb_result_buffer", pointer, pointer);
    length = handle(linker, symbols, "chdb_result_length", size, pointer);
    error = handle(linker, symbols, "chdb_result_error", pointer, pointer);
    destroy = procedure(linker, symbols, "chdb_destroy_query_result", pointer);
    insert =
        handle(
            linker,
            symbols,
            "chdb_stream_insert_n",
            pointer,
            pointer,
            pointer,
            size,
            pointer,
            size);
    append = handle(linker, symbols, "chdb_stream_append", number, pointer, pointer, size);
    done = handle(linker, symbols, "chdb_stream_done", pointer, pointer);
    insertError = handle(linker, symbols, "chdb_stream_insert_error", pointer, pointer);
    destroyInsert = procedure(linker, symbols, "chdb_destroy_insert_stream", pointer);
    shutdown = procedure(linker, symbols, "chdb_shutdown");
    // The engine's handlers would take the signals that the JVM lives by.
    procedure(linker, symbols, "chdb_set_signal_handlers_enabled", number).invoke(0);
  }

  private static MethodHandle handle(
      Linker linker,
      SymbolLookup symbols,
      String name,
      ValueLayout result,
      ValueLayout... arguments) {
    return linker.downcallHandle(
        symbols.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle procedure(
      Linker linker, SymbolLookup symbols, String name, ValueLayout... arguments) {
    return linker.downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
  }

  /** What the engine said to a statement that it refused. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  Connection connect(Path folder) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      List<String> words = List.of("clickhouse", "--path=" + folder);
      MemorySegment arguments = arena.allocate(ValueLayout.ADDRESS, words.size());
      for (int i = 0; i < words.size(); i++) {
        arguments.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(words.get(i)));
      }
      MemorySegment made = (MemorySegment) connect.invoke(words.size(), arguments);
      if (made.address() == 0) {
        throw new IllegalStateException("chDB opens no connection to " + folder);
      }
      return new Connection(made);
    }
  }

  void shutDown() throws Throwable {
    shutdown.invoke();
  }

  private static String text(MemorySegment pointer) {
    return pointer.address() == 0 ? "" : pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /** For one thread at a time. */
  final class Connection {
    private final MemorySegment made;

    Connection(MemorySegment made) {
      this.made = made;
    }

    private MemorySegment handle() {
      return made.reinterpret(8).get(ValueLayout.ADDRESS, 0);
    }

    byte[] query(String sql, String format) throws Throwable {
      try (Arena arena = Arena.ofConfined()) {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        byte[] in = format.getBytes(StandardCharsets.UTF_8);
        return result(
            (MemorySegment)
                query.invoke(
                    handle(),
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, text),
                    (long) text.length,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, in),
                    (long) in.length));
      }
    }

    private byte[] result(MemorySegment result) throws Throwable {
      try {
        String refused = text((MemorySegment) error.invoke(result));
        if (!refused.isEmpty()) {
          throw new Refused(refused);
        }
        long size = (long) length.invoke(result);
        MemorySegment bytes = (MemorySegment) buffer.invoke(result);
        return size == 0 ? new byte[0] : bytes.reinterpret(size).toArray(ValueLayout.JAVA_BYTE);
      } finally {
        destroy.invoke(result);
      }
    }

    void insert(String sql, String format, byte[] rows) throws Throwable {
      try (Arena arena = Arena.ofConfined()) {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        byte[] in = format.getBytes(StandardCharsets.UTF_8);
        MemorySegment stream =
            (MemorySegment)
                insert.invoke(
                    handle(),
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, text),
                    (long) text.length,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, in),
                    (long) in.length);
        try {
          refuse(stream);
          append.invoke(
              stream, arena.allocateFrom(ValueLayout.JAVA_BYTE, rows), (long) rows.length);
          refuse(stream);
          result((MemorySegment) done.invoke(stream));
          refuse(stream);
        } finally {
          destroyInsert.invoke(stream);
        }
      }
    }

    private void refuse(MemorySegment stream) throws Throwable {
      String refused = text((MemorySegment) insertError.invoke(stream));
      if (!refused.isEmpty()) {
        throw new Refused(refused);
      }
    }

    void close() throws Throwable {
      close.invoke(made);
    }
  }
}

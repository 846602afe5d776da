package dev.eyepiece.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the route of a request, after the checks that every request passes: the Host header of a
 * loopback port (DNS rebinding), the Origin of browsers, the port's token.
 */
final class Router {
  private static final System.Logger LOG = System.getLogger(Router.class.getName());
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "::1");

  private final Port port;

  Router(Port port) {
    this.port = port;
  }

  void handle(NettyExchange exchange) {
    String origin = exchange.header("origin");
    if (origin != null && !isAllowed(origin)) {
      refuseOrigin(exchange, origin);
      return;
    }
    if (!isForThisHost(exchange)) {
      return;
    }
    if (origin != null) {
      exchange.addHeaders(crossOrigin(exchange, origin));
    }
    if (exchange.method().equals("OPTIONS") && origin != null) {
      exchange.respond(204, TEXT, new byte[0]);
      return;
    }
    if (hasToken(exchange)) {
      route(exchange);
    }
  }

  private boolean isAllowed(String origin) {
    return isLocal(origin) || isListed(origin);
  }

  /** Asked for requests of browsers from elsewhere alone, so patterns are read when they are. */
  private boolean isListed(String origin) {
    return port.origins().stream().anyMatch(pattern -> OriginPattern.of(pattern).matches(origin));
  }

  private void refuseOrigin(NettyExchange exchange, String origin) {
    refuse(exchange, 403, "requests from the web origin '" + clean(origin) + "' are not taken");
  }

  private boolean isForThisHost(NettyExchange exchange) {
    String host = exchange.header("host");
    if (port.address().isLoopback() && host != null && !isLocal("http://" + host)) {
      refuse(exchange, 403, "this port is of this machine alone, not of '" + clean(host) + "'");
      return false;
    }
    return true;
  }

  private boolean hasToken(NettyExchange exchange) {
    if (port.token() != null
        && !BearerToken.matches(exchange.header("authorization"), port.token())) {
      refuse(exchange, 401, BearerToken.REFUSAL);
      return false;
    }
    return true;
  }

  /**
   * Decides on a request to become a WebSocket. Programs send no Origin, so a page of any origin is
   * refused: browsers let every page open WebSockets to this machine.
   *
   * @return how to open it; null when the request has been answered
   */
  UpgradeAnswer.@Nullable Accept upgrade(NettyExchange exchange, WebSocketRoute route) {
    String origin = exchange.header("origin");
    if (origin != null) {
      refuseOrigin(exchange, origin);
      return null;
    }
    if (!isForThisHost(exchange) || !hasToken(exchange)) {
      return null;
    }
    return switch (route.handler().upgrade(exchange)) {
      case UpgradeAnswer.Accept accepted -> accepted;
      case UpgradeAnswer.Refuse refused -> {
        exchange.addHeaders(refused.headers());
        refuse(exchange, refused.status(), refused.sentence());
        yield null;
      }
    };
  }

  /** What takes WebSockets at this path, {@code null} for nothing. */
  @Nullable WebSocketRoute webSocket(String path) {
    for (WebSocketRoute route : port.webSockets()) {
      if (route.path().equals(path)) {
        return route;
      }
    }
    return null;
  }

  private void route(NettyExchange exchange) {
    List<Route> there =
        port.routes().stream().filter(route -> route.matches(exchange.path())).toList();
    for (Route route : there) {
      if (route.method().equals(exchange.method())) {
        run(route, exchange);
        return;
      }
    }
    if (!there.isEmpty()) {
      TreeSet<String> allowed = new TreeSet<>(there.stream().map(Route::method).toList());
      String list = String.join(", ", allowed);
      exchange.addHeaders(Map.of("Allow", list));
      refuse(exchange, 405, exchange.method() + " is not taken here (expected: " + list + ")");
    } else if (READING.contains(exchange.method()) && exchange.path().equals("/")) {
      exchange.respond(200, TEXT, (port.purpose() + "\n").getBytes(StandardCharsets.UTF_8));
    } else {
      refuse(
          exchange,
          404,
          "nothing is at " + clean(exchange.path()) + " of this port" + posts() + grpc(exchange));
    }
  }

  /** Calls that something on the way has made requests of HTTP/1.1, and those of browsers. */
  private static String grpc(NettyExchange exchange) {
    String type = exchange.header("content-type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/grpc")
        ? "; gRPC is taken over HTTP/2 alone, and gRPC-Web is not"
        : "";
  }

  /** What a sender may have meant. */
  private String posts() {
    String paths =
        port.routes().stream()
            .filter(route -> route.method().equals("POST"))
            .map(Route::path)
            .collect(Collectors.joining(", "));
    return paths.isEmpty() ? "" : " (POST is taken at " + paths + ")";
  }

  private void run(Route route, NettyExchange exchange) {
    if (route.blocking()) {
      Thread.ofVirtual().name("http").start(() -> handle(route, exchange));
    } else {
      handle(route, exchange);
    }
  }

  /** A handler that fails must not leave its peer waiting. */
  private void handle(Route route, NettyExchange exchange) {
    try {
      route.handler().handle(exchange);
    } catch (RuntimeException | Error unexpected) {
      LOG.log(
          System.Logger.Level.WARNING,
          exchange.method() + " " + clean(exchange.path()) + " failed",
          unexpected);
      refuse(
          exchange, 500, "the request could not be answered, because of " + clean("" + unexpected));
    }
  }

  /**
   * Answers with an error; a client that speaks protobuf or JSON gets a google.rpc.Status in its
   * own form, and a page that may send may read it.
   */
  void refuse(NettyExchange exchange, int status, @Nullable String sentence) {
    String origin = exchange.header("origin");
    if (origin != null && isAllowed(origin)) {
      exchange.addHeaders(crossOrigin(exchange, origin));
    }
    exchange.refuse(status, RpcStatus.of(status, sentence == null ? "" : sentence), Map.of());
  }

  private static boolean isLocal(String origin) {
    String host = hostOf(origin);
    return host != null && (LOOPBACK_NAMES.contains(host) || host.endsWith(".localhost"));
  }

  private static @Nullable String hostOf(String origin) {
    try {
      String host = new URI(origin).getHost();
      if (host == null) {
        return null;
      }
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return bare.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static Map<String, String> crossOrigin(NettyExchange exchange, String origin) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Access-Control-Allow-Origin", origin);
    headers.put("Access-Control-Allow-Credentials", "true");
    headers.put("Vary", "Origin");
    String asked = exchange.header("access-control-request-headers");
    if (exchange.method().equals("OPTIONS")) {
      headers.put("Access-Control-Allow-Methods", "POST, GET, OPTIONS");
      headers.put("Access-Control-Allow-Headers", asked == null ? "content-type" : clean(asked));
      headers.put("Access-Control-Max-Age", "7200");
    } else {
      // When to come again: browsers keep it from a page that is not told of it.
      headers.put("Access-Control-Expose-Headers", "Retry-After");
    }
    return headers;
  }

  /** What came from outside, fit to be said back: bounded and without control characters. */
  private static String clean(String text) {
    String bounded = text.length() > 200 ? text.substring(0, 200) : text;
    return bounded.replaceAll("\\p{Cntrl}", "?");
  }
}

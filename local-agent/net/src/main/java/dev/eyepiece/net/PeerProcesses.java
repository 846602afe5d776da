package dev.eyepiece.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds out which processes of this machine are at the other end of connections, on a thread of its
 * own, once for each connection. It takes a fifth of that thread's time at most; who finds the
 * queue full stays unknown.
 */
final class PeerProcesses implements AutoCloseable {
  private static final int MOST_WAITING = 256;
  private static final int MOST_KNOWN = 64;
  private static final int REST = 4;

  private final BlockingQueue<Peer> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

  /** Processes that were found before: most connections come from them again. */
  private final SequencedSet<Long> known = new LinkedHashSet<>();

  private final Thread thread;

  PeerProcesses() {
    thread = Thread.ofPlatform().name("eyepiece-peers").daemon().unstarted(this::run);
    if (ProcSockets.isThere()) {
      thread.start();
    }
  }

  /** Looks a connection up soon, if it is one of this machine. Never blocks. */
  void look(Peer peer) {
    InetAddress address = peer.remote().getAddress();
    if (address != null && address.isLoopbackAddress() && thread.isAlive()) {
      // When there is no room it stays unknown.
      boolean _ = waiting.offer(peer);
    }
  }

  private void run() {
    try {
      while (true) {
        List<Peer> peers = new ArrayList<>();
        peers.add(waiting.take());
        waiting.drainTo(peers);
        long before = System.nanoTime();
        find(peers);
        LockSupport.parkNanos(REST * (System.nanoTime() - before));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Ends(InetAddress from, int fromPort, int toPort) {}

  private void find(List<Peer> peers) {
    Map<Ends, Peer> wanted = new HashMap<>();
    for (Peer peer : peers) {
      wanted.put(
          new Ends(peer.remote().getAddress(), peer.remote().getPort(), peer.local().getPort()),
          peer);
    }
    Map<Long, Peer> sockets = new HashMap<>();
    Map<Long, Integer> users = new HashMap<>();
    for (ProcSockets.TcpSocket socket : ProcSockets.all()) {
      Peer peer = wanted.get(new Ends(socket.local(), socket.localPort(), socket.remotePort()));
      // The inode of a socket that no process holds any more is 0.
      if (peer != null && socket.inode() != 0) {
        sockets.put(socket.inode(), peer);
        users.put(socket.inode(), socket.uid());
      }
    }
    if (sockets.isEmpty()) {
      return;
    }
    Map<Long, ProcSockets.Holder> holders = ProcSockets.holders(sockets.keySet(), known.reversed());
    sockets.forEach((inode, peer) -> {
      ProcSockets.Holder holder = holders.get(inode);
      int uid = users.getOrDefault(inode, -1);
      peer.belongsTo(
          holder == null
              ? new PeerProcess(0, "", uid)
              : new PeerProcess(holder.pid(), holder.command(), uid));
    });
    remember(holders.values());
  }

  private void remember(Collection<ProcSockets.Holder> holders) {
    for (ProcSockets.Holder holder : holders) {
      known.remove(holder.pid());
      known.addLast(holder.pid());
      if (known.size() > MOST_KNOWN) {
        known.removeFirst();
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

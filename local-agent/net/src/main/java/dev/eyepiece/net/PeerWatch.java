package dev.eyepiece.net;

/** Is told of the connections of a port. Its methods run on event loops and never block. */
public interface PeerWatch {

  /** A connection was accepted; nothing has been read yet. */
  void opened(Peer peer);

  /** Nothing more comes from a connection; called once, after {@link #opened}. */
  void closed(Peer peer);

  /** Something was refused, counted already. */
  void refused(Peer peer, Refusal refusal);
}

package dev.eyepiece.net;

/**
 * The process at the other end of a connection of this machine.
 *
 * @param pid 0 when it is not known: it ended, or belongs to another user
 * @param command its name as the kernel has it, at most 15 bytes; empty when it is not known
 * @param uid the user that the socket belongs to
 */
public record PeerProcess(long pid, String command, int uid) {}

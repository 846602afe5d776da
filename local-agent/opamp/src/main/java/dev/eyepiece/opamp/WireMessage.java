package dev.eyepiece.opamp;

/**
 * A message that went between server and agent.
 *
 * @param fromAgent else it was sent to the agent
 * @param sequence of a message from an agent; 0 else
 * @param bytes its size without transport
 * @param what what it held, in words
 */
public record WireMessage(
    long unixMillis, boolean fromAgent, long sequence, int bytes, String what) {}

package dev.eyepiece.profiler.unwind;

import java.nio.ByteBuffer;

/** A frame while a stack is walked over a copy of it. For one thread. */
public final class Registers {
  private final ByteBuffer stack;
  private final long stackStart;
  long ip;
  long sp;
  long bp;
  int frames;

  /** The address is that of the frame, not one to return to. */
  boolean exact = true;

  private StackEnd end = StackEnd.NO_RULE;

  /**
   * @param stack a copy of the memory from {@code sp} on, little-endian
   */
  public Registers(long ip, long sp, long bp, ByteBuffer stack) {
    this.ip = ip;
    this.sp = sp;
    this.bp = bp;
    this.stack = stack;
    stackStart = sp;
  }

  /** The address by which the frame's rule is found: before the one that a call returns to. */
  long lookup() {
    return exact ? ip : ip - 1;
  }

  boolean readable(long address) {
    long offset = address - stackStart;
    return offset >= 0 && offset <= stack.limit() - 8L;
  }

  long word(long address) {
    return stack.getLong((int) (address - stackStart));
  }

  /** Says why there is no caller. */
  boolean stop(StackEnd why) {
    end = why;
    return false;
  }

  public StackEnd end() {
    return end;
  }
}

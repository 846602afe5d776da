package dev.eyepiece.net;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

/** A buffer of the server's pool that is lost is noticed. */
final class LostBuffersTest {
  private static final int BYTES = 1000;

  private final BufferPool pool = new BufferPool(1);

  @Test
  void aBufferThatNobodyGivesBackFails() throws InterruptedException {
    lose();
    assertThatThrownBy(LostBuffers::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 buffers of the network were never given back")
        .hasMessageContaining("LostBuffersTest.lose");
    assertThatCode(LostBuffers::check).as("each is told of once").doesNotThrowAnyException();
  }

  @Test
  void aSliceThatKeepsItsBufferFails() {
    loseSlice();
    assertThatThrownBy(LostBuffers::check).hasMessageContaining("LostBuffersTest.loseSlice");
  }

  @Test
  void buffersThatAreHeldOrGivenBackDoNot() {
    ByteBuf held = pool.directBuffer(BYTES);
    ByteBuf slice = held.retainedSlice(0, BYTES);
    slice.release();
    pool.directBuffer(BYTES).release();
    assertThatCode(LostBuffers::check).doesNotThrowAnyException();
    held.release();
  }

  private void lose() {
    pool.directBuffer(BYTES);
  }

  private void loseSlice() {
    ByteBuf buffer = pool.directBuffer(BYTES);
    buffer.retainedSlice(0, BYTES);
    buffer.release();
  }
}

package dev.eyepiece.store;

/**
 * The contract, kept by the local store, above all {@link
 * StoreContract#theSameQuestionsHaveTheSameAnswers}; {@link
 * StoreContract#aSearchOpenedAsSqlFindsWhatTheSearchFinds} holds its own SQL.
 */
class DuckDbContractTest extends StoreContract {
  @Override
  protected TelemetryStore open() throws StoreException {
    return DuckDbStore.open(StoreConfig.of(folder));
  }

  @Override
  protected boolean isOracle() {
    return true;
  }
}

import {
  cleanUpAfterStandstill,
  mostSteps,
  publishAfterStandstill,
} from '../../../../unit/storage/support/laggingWindow.js';
import { closeDatabases } from '../../../../unit/storage/support/openDatabase.js';

describe('a window that lags behind the others, wherever it stands still', () => {
  for (const [what, standStill] of [
    ['removes no snapshot that others rely on', cleanUpAfterStandstill],
    ['publishes no snapshot with a hole', publishAfterStandstill],
  ] as const) {
    it(what, () => {
      for (let steps = 1; steps < mostSteps; steps++) {
        standStill(steps);
        closeDatabases();
      }
    });
  }
});

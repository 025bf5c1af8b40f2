import assert from 'node:assert/strict';
import { secretValuesOf } from '../../../src/privacy/envFile.js';

describe('the secrets of an environment file', () => {
  for (const value of ['docker', 'Docker', 'DOCKER', 'customers', '20241201', 'straße'])
    it(`do not have ${value}: it stands in any text`, () => {
      assert.deepEqual(secretValuesOf(`DB_PASSWORD=${value}\nDB_URL=postgres://app:${value}@db/shop`), []);
    });

  for (const value of ['docker1', 'dockerCompose', 'kx-mq-tt', 'qwmzxkvnbtrplshd', 'correct horse battery'])
    it(`have ${value}`, () => {
      assert.deepEqual(secretValuesOf(`DB_PASSWORD="${value}"`), [value]);
    });
});

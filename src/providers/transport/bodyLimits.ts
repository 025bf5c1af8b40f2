import type { ScoutError } from '../../core/errors.js';
import { eventTooLargeError, tooManyValuesError } from './exchangeErrors.js';
import type { HttpExchangeOptions } from './httpExchangeOptions.js';
import type { SseFrameMeter } from './sseFrameMeter.js';

/**
 * Most bytes of one event, or of a JSON document. Beyond it a server is broken or hostile, and memory must stay bounded. A picture is one
 * event: Google's of 1K pixels have up to 4.2 MB, those of 2K and 4K several times that.
 */
const maximumEventBytes = 32 * 1024 * 1024;
/** Most values of one event, or of an error, by the marks between them: SDKs take about a millisecond for 2,000 values. */
export const maximumMarks = 100_000;
/** And of a list of models, which is parsed an entry at a time: 5,000 with 200 each. */
export const maximumListMarks = 1_000_000;

/** What is wrong with the size of a body, as far as it has come. @param mostMarks of one event, or of the document */
export function sizeFailure(
  meter: SseFrameMeter,
  mostMarks: number,
  { vendor, expects }: Pick<HttpExchangeOptions, 'vendor' | 'expects'>,
): ScoutError | undefined {
  if (meter.largest > maximumEventBytes) return eventTooLargeError(vendor, maximumEventBytes);
  return meter.mostMarks > mostMarks ? tooManyValuesError(vendor, expects) : undefined;
}

import { maximumListMarks, maximumMarks } from './bodyLimits.js';
import { contentType, isWebPage } from './contentType.js';
import { webPageError } from './exchangeErrors.js';
import type { HttpExchangeOptions } from './httpExchangeOptions.js';
import { SseChunker } from './sseChunker.js';
import { SseFrameMeter } from './sseFrameMeter.js';
import { SseRewriter } from './sseRewriter.js';
import { unchangedChunks, type BodyChunks } from './watchedBody.js';

/** What is made of the body of an answer. */
export interface AnswerBody {
  readonly meter: SseFrameMeter;
  readonly chunks: BodyChunks;
  /** See `sizeFailure`. */
  readonly mostMarks: number;
  /** Of an answer in events. */
  readonly rewriter: SseRewriter | undefined;
  /** What the server calls an answer that should be a JSON document, if it calls it anything else. */
  readonly otherType: string | undefined;
  /** What the SDK is told it is: SDKs take what has another name for a text, and find nothing in it. */
  readonly contentType: string;
}

/** What it is shows in its first bytes: many servers name another content type. @param url of the server, for the error */
export function answerBody(
  response: Response,
  url: string,
  { vendor, expects, format, eventMarks }: HttpExchangeOptions,
): AnswerBody {
  const meter = new SseFrameMeter(expects);
  if (expects === 'json') {
    return {
      meter,
      chunks: unchangedChunks(meter),
      mostMarks: maximumListMarks,
      rewriter: undefined,
      otherType: otherTypeOf(response),
      contentType: 'application/json',
    };
  }
  const rewriter = new SseRewriter(vendor, format);
  return {
    meter,
    chunks: new SseChunker(meter, rewriter, isWebPage(response), () => webPageError(url)),
    mostMarks: eventMarks ?? maximumMarks,
    rewriter,
    otherType: undefined,
    contentType: 'text/event-stream',
  };
}

function otherTypeOf(response: Response): string | undefined {
  const type = /^[a-z]+\/[a-z0-9.+-]{1,60}/u.exec(contentType(response))?.[0];
  return type?.endsWith('json') === true ? undefined : type;
}

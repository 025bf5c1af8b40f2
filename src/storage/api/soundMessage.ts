import { errorCodes, errorFaults } from '../../core/errors.js';
import { finishReasons } from '../../core/message.js';
import { soundParts, soundUsage } from '../../core/soundParts.js';
import type { StoredJob, StoredMessage } from './chatHistory.js';

/** The message as its type promises, whatever an earlier version stored: none keeps its chat from being shown, continued or exported. */
export function soundMessage(message: StoredMessage): StoredMessage {
  const { provider, providerName, model, usage, finishReason, rawFinishReason, error, revision, ...rest } = message;
  const isRevision = Number.isSafeInteger(revision) && revision! > 0;
  return {
    ...rest,
    role: ['user', 'assistant', 'tool'].includes(rest.role) ? rest.role : 'assistant',
    status: ['streaming', 'complete', 'interrupted', 'failed'].includes(rest.status) ? rest.status : 'interrupted',
    parts: soundParts(rest.parts),
    ...(typeof provider === 'string' ? { provider } : {}),
    ...(typeof providerName === 'string' ? { providerName } : {}),
    ...(typeof model === 'string' ? { model } : {}),
    ...withUsage(usage),
    ...(typeof finishReason === 'string' && Object.hasOwn(finishReasons, finishReason) ? { finishReason } : {}),
    ...(typeof rawFinishReason === 'string' ? { rawFinishReason } : {}),
    ...withError(error),
    ...(isRevision ? { revision: revision! } : {}),
  };
}

/** The same of a job. */
export function soundJob(job: StoredJob): StoredJob {
  const { usage, error, after, ...rest } = job;
  return {
    ...rest,
    provider: textIn(rest.provider),
    model: textIn(rest.model),
    before: textIn(rest.before),
    ...(typeof after === 'string' ? { after } : {}),
    ...withUsage(usage),
    ...withError(error),
  };
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function withUsage(usage: unknown): Pick<StoredMessage, 'usage'> {
  const sound = soundUsage(usage);
  return sound === undefined ? {} : { usage: sound };
}

function withError(error: unknown): Pick<StoredMessage, 'error'> {
  if (typeof error !== 'object' || error === null) return {};
  const { code, message, fault, retryAt } = error as Partial<NonNullable<StoredMessage['error']>>;
  const isKnown = typeof code === 'string' && Object.hasOwn(errorCodes, code);
  const isFault = typeof fault === 'string' && Object.hasOwn(errorFaults, fault);
  return {
    error: {
      code: isKnown ? code : 'internal',
      message: typeof message === 'string' ? message : '',
      ...(isFault ? { fault } : {}),
      ...(Number.isFinite(retryAt) ? { retryAt } : {}),
    },
  };
}

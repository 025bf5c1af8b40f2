import * as vscode from 'vscode';
import { pictureTypeOf } from '../../../core/fileType.js';
import type { UnknownEventLog } from '../../../providers/adapter/unknownEventLog.js';
import type { ChatEvent } from '../../../providers/provider.js';

/** Reasoning; a class that VS Code has, but not in its API yet. Its text comes as one string or as several. */
const thinkingPart: unknown = Reflect.get(vscode, 'LanguageModelThinkingPart');

/**
 * A part of an answer as an event; `undefined` for what SCOUT does not know, such as the data that some extensions send for themselves.
 * Values are not checked here: `createEventCheck` does that.
 */
export function languageModelEvent(part: unknown, unknownEvents: UnknownEventLog): ChatEvent | undefined {
  unknownEvents.received();
  if (part instanceof vscode.LanguageModelTextPart) return { type: 'text-delta', text: part.value };
  if (part instanceof vscode.LanguageModelToolCallPart) {
    return { type: 'tool-call', id: part.callId, name: part.name, input: part.input };
  }
  if (part instanceof vscode.LanguageModelDataPart) {
    const { mimeType, data } = part;
    const type = typeof mimeType === 'string' && data instanceof Uint8Array ? pictureTypeOf(mimeType, data) : undefined;
    if (type !== undefined) return { type: 'image', mediaType: type, data };
    unknownEvents.unknown(mimeType, 'data');
    return undefined;
  }
  if (typeof thinkingPart === 'function' && part instanceof thinkingPart) return reasoningOf(part);
  unknownEvents.unknown(typeof part, 'part');
  return undefined;
}

function reasoningOf(part: object): ChatEvent | undefined {
  const value: unknown = 'value' in part ? part.value : undefined;
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const text = texts.filter((piece) => typeof piece === 'string').join('');
  return text === '' ? undefined : { type: 'reasoning-delta', text };
}

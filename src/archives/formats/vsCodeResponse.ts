import type { MessagePart } from '../../core/message.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import {
  jsonOrText,
  listOrEmpty,
  objectOrEmpty,
  objectsOf,
  textOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';
import { saidText } from '../normalize/saidText.js';
import type { RecordSource } from '../importedConversation.js';
import type { VsCodeToolCalls } from './vsCodeToolCalls.js';

/** Kinds that only say how far an answer is, or hold buttons: they are counted. */
const progress: ReadonlySet<unknown> = new Set([
  'progressMessage',
  'progressTask',
  'progressTaskSerialized',
  'command',
  'mcpServersStarting',
  'prepareToolInvocation',
  'hook',
]);
/** Kinds without a word. */
const silent: ReadonlySet<unknown> = new Set(['undoStop', 'codeblockUri', 'move', 'clearToPreviousToolInvocation']);

/** The parts of VS Code's answers. Text that follows text belongs to it: references stand in the middle of sentences. */
export function vsCodeResponse(response: unknown, calls: VsCodeToolCalls, source: RecordSource): MessagePart[] {
  const parts: MessagePart[] = [];
  if (isObject(response)) source.note('unknown-part');
  for (const value of typeof response === 'string' ? [response] : listOrEmpty(response)) {
    if (typeof value !== 'string' && !isObject(value)) {
      if (value !== null) source.note('unknown-part');
      continue;
    }
    for (const part of typeof value === 'string' ? textPart(value, source) : partOf(value, calls, source)) {
      const last = parts.at(-1);
      if (part.type === 'text' && last?.type === 'text')
        parts[parts.length - 1] = { type: 'text', text: last.text + part.text };
      else parts.push(part);
    }
  }
  const isThinking = parts.some(({ type }) => type === 'reasoning');
  const thoughts = isThinking ? [] : calls.thoughts;
  return [
    ...thoughts.map((text): MessagePart => ({ type: 'reasoning', text: `${text}\n\n` })),
    ...calls.rest(),
    ...parts,
  ];
}

function partOf(value: JsonObject, calls: VsCodeToolCalls, source: RecordSource): MessagePart[] {
  const { kind } = value;
  switch (kind) {
    case undefined:
      return textPart(value['value'], source);
    case 'markdownContent':
    case 'markdownVuln':
    case 'warning':
      return textPart(objectOrEmpty(value['content'])['value'] ?? value['content'], source);
    case 'thinking': {
      const text = Array.isArray(value['value'])
        ? value['value'].filter((line) => typeof line === 'string').join('')
        : saidText(value['value'], source);
      return wordsOrUndefined(text) === undefined ? [] : [{ type: 'reasoning', text: `${text}\n\n` }];
    }
    case 'inlineReference':
      return named(referenceName(value), '`', '', source);
    case 'textEditGroup':
    case 'notebookEditGroup':
    case 'workspaceEdit':
      return named(nameOf(objectOrEmpty(value['uri'])), '*', '\n\n', source);
    case 'toolInvocation':
    case 'toolInvocationSerialized':
      return toolParts(value, calls, source);
    case 'confirmation':
    case 'elicitation':
    case 'elicitationSerialized':
      return quoted([value['title'], value['subtitle'], value['message']].map(wordsOf), source);
    case 'questionCarousel':
      return questions(value, source);
    default:
      if (!silent.has(kind)) source.note(progress.has(kind) ? 'progress' : 'unknown-part');
      return [];
  }
}

/** A call, and where the export holds it, what came of it. */
function toolParts(value: JsonObject, calls: VsCodeToolCalls, source: RecordSource): MessagePart[] {
  const id = textOrUndefined(value['toolCallId']) ?? '';
  const known = calls.take(id);
  if (value['presentation'] === 'hidden' && known === undefined) {
    source.note('hidden');
    return [];
  }
  const details = objectOrEmpty(value['resultDetails']);
  const specific = objectOrEmpty(value['toolSpecificData']);
  const message = value['pastTenseMessage'] ?? value['invocationMessage'];
  const said = wordsOf(message);
  const terminal =
    textOrUndefined(objectOrEmpty(specific['commandLine'])['original']) ?? textOrUndefined(specific['command']);
  const input =
    specific['rawInput'] ??
    (details['input'] === undefined ? undefined : jsonOrText(details['input'])) ??
    known?.input ??
    (terminal === undefined ? said : { command: terminal });
  const outputs = objectsOf(details['output']).map((output) => saidText(output['value'], source) ?? '');
  const terminalOutput = textOrUndefined(objectOrEmpty(specific['terminalCommandOutput'])['text']);
  const output = wordsOrUndefined(outputs.join('\n')) ?? wordsOrUndefined(known?.output) ?? terminalOutput ?? said;
  return [
    { type: 'tool-call', id, name: textOrUndefined(value['toolId']) ?? '', input },
    { type: 'tool-result', callId: id, output, isError: details['isError'] === true },
  ];
}

/** What was asked with buttons or fields, and what was answered. */
function questions(value: JsonObject, source: RecordSource): MessagePart[] {
  const answers = objectOrEmpty(value['data']);
  const lines = objectsOf(value['questions']).flatMap(({ id, title, message, options }) => {
    const labels = new Map(objectsOf(options).map((option) => [option['id'], wordsOf(option['label'])]));
    const answer = typeof id === 'string' && Object.hasOwn(answers, id) ? answers[id] : undefined;
    const chosen = [answer, ...Object.values(objectOrEmpty(answer))]
      .flat()
      .map((one) => labels.get(one) ?? wordsOf(one));
    return [[wordsOf(title), wordsOf(message)], chosen].map((words) => words.filter((word) => word !== '').join(' '));
  });
  if (lines.every((line) => line === '')) source.note('unknown-part');
  return quoted(lines, source);
}

function quoted(lines: readonly string[], source: RecordSource): MessagePart[] {
  const said = lines.filter((line) => line !== '').flatMap((line) => line.split('\n'));
  return textPart(said.length === 0 ? '' : `\n\n${said.map((line) => `> ${line}`).join('\n')}\n\n`, source);
}

/** A text, or an object that holds it. */
function wordsOf(value: unknown): string {
  return wordsOrUndefined(isObject(value) ? value['value'] : value) ?? '';
}

function referenceName(value: JsonObject): string {
  const reference = objectOrEmpty(value['inlineReference']);
  return (
    wordsOrUndefined(value['name']) ??
    wordsOrUndefined(reference['name']) ??
    nameOf(objectOrEmpty(reference['uri'] ?? reference))
  );
}

function nameOf(uri: JsonObject): string {
  return textOrUndefined(uri['path'])?.split('/').at(-1) ?? '';
}

function named(name: string, mark: string, space: string, source: RecordSource): MessagePart[] {
  return textPart(name === '' ? '' : `${space}${mark}${name}${mark}${space}`, source);
}

function textPart(value: unknown, source: RecordSource): MessagePart[] {
  const text = saidText(value, source);
  return text === undefined || text === '' ? [] : [{ type: 'text', text }];
}

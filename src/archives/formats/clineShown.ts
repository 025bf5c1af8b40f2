import type { MessagePart } from '../../core/message.js';
import { attachedBase64 } from '../normalize/attachedFile.js';
import { saidWords } from '../normalize/saidText.js';
import type { ExternalMessage } from '../normalize/externalConversation.js';
import type { JsonObject } from '../input/jsonRecords.js';
import {
  jsonOrText,
  listOrEmpty,
  objectOrEmpty,
  textOrUndefined,
  timeOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';
import type { RecordSource } from '../importedConversation.js';
import type { ClineAside } from './clineAside.js';

type Turn = Omit<ExternalMessage, 'id' | 'parentId'>;

const userSays: ReadonlySet<unknown> = new Set(['task', 'user_feedback', 'user_feedback_diff']);
const answers: ReadonlySet<unknown> = new Set([
  'text',
  'completion_result',
  'followup',
  'plan_mode_respond',
  'act_mode_respond',
  'subtask_result',
  'error',
]);
const calls: ReadonlySet<unknown> = new Set([
  'tool',
  'command',
  'use_mcp_server',
  'browser_action',
  'browser_action_launch',
]);
const results: ReadonlySet<unknown> = new Set(['command_output', 'mcp_server_response', 'browser_action_result']);
/** What only says how far the task is, or what went on between program and server. */
const progress =
  /^(?:api_req_\w+|deleted_api_reqs|checkpoint_\w+|mcp_server_request_started|shell_integration_warning|task_progress|resume_\w+|mistake_limit_reached|load_mcp_documentation)$/u;

/** The turn for a message that Cline or Roo Code showed; none, and counted, for one that is no part of the conversation. */
export function clineShownTurn(value: JsonObject, aside: ClineAside, source: RecordSource): Turn[] {
  const what = value['say'] ?? value['ask'];
  const createdAt = timeOrUndefined(value['ts']);
  const text = saidWords(value['text'], source);
  const { ts } = value;
  const id = typeof ts === 'number' || typeof ts === 'string' ? String(ts) : '';
  const images = listOrEmpty(value['images']).flatMap((image) =>
    attachedBase64(textOrUndefined(image) ?? '', undefined, source),
  );
  const turn = (role: Turn['role'], ...parts: readonly MessagePart[]): Turn[] => [
    { role, parts: [...parts, ...images], createdAt, ...(role === 'assistant' ? aside.modelAt(createdAt) : {}) },
  ];
  const said: MessagePart[] = text === undefined ? [] : [{ type: 'text', text: readable(text) }];
  if (userSays.has(what) || aside.isFirst(value)) return turn('user', ...said);
  if (answers.has(what) || (text === undefined && images.length > 0)) return turn('assistant', ...said);
  if (text === undefined) return [];
  if (what === 'reasoning') return turn('assistant', { type: 'reasoning', text: `${text}\n\n` });
  if (calls.has(what)) return turn('assistant', { type: 'tool-call', id, name: String(what), input: jsonOrText(text) });
  if (results.has(what))
    return turn('tool', { type: 'tool-result', callId: id, output: outputOf(text), isError: false });
  source.note(typeof what === 'string' && progress.test(what) ? 'progress' : 'unknown-part');
  return images.length === 0 ? [] : turn('assistant');
}

/** Questions and plans are JSON around the text, and what there was to choose from. */
function readable(text: string): string {
  const value = text.startsWith('{') ? objectOrEmpty(jsonOrText(text)) : {};
  const said = textOrUndefined(value['question']) ?? textOrUndefined(value['response']);
  if (said === undefined) return text;
  const options = [...listOrEmpty(value['options']), ...listOrEmpty(value['suggest'])].flatMap(
    (option) => wordsOrUndefined(option) ?? wordsOrUndefined(objectOrEmpty(option)['answer']) ?? [],
  );
  return [said, ...(options.length === 0 ? [] : [options.map((option) => `- ${option}`).join('\n')])].join('\n\n');
}

/** Of a browser's screen what it says in words. */
function outputOf(text: string): string {
  const { screenshot, logs, currentUrl } = text.startsWith('{') ? objectOrEmpty(jsonOrText(text)) : {};
  if (screenshot === undefined && logs === undefined) return text;
  return [currentUrl, logs].filter((line) => wordsOrUndefined(line) !== undefined).join('\n');
}

import type { ChatEvent } from '../../provider.js';
import { parseToolArguments } from '../toolArguments.js';
import type { CompletionsCallDelta } from './wire.js';

interface PartialCall {
  id: string;
  name: string;
  json: string;
}

/** Puts tool calls together from their fragments; several may arrive interleaved. */
export interface ToolCalls {
  add(fragment: CompletionsCallDelta): void;
  /** The complete calls in the order in which they began; afterwards there are none. Throws `invalid-response` on broken arguments. */
  take(): readonly ChatEvent[];
}

export function createToolCalls(): ToolCalls {
  let calls: PartialCall[] = [];
  let byIndex = new Map<number, PartialCall>();
  return {
    add({ index, id, function: called }) {
      let call = index === undefined ? calls.at(-1) : byIndex.get(index);
      // Servers exist that leave the index out, or number every call 0: a new id begins a new call.
      if (call === undefined || (id && call.id !== '' && id !== call.id)) {
        call = { id: '', name: '', json: '' };
        calls.push(call);
        if (index !== undefined) byIndex.set(index, call);
      }
      if (id) call.id = id;
      if (called?.name) call.name = called.name;
      call.json += called?.arguments ?? '';
    },
    take() {
      const events = calls.map((call, position): ChatEvent => ({
        type: 'tool-call',
        id: call.id === '' ? `call_${position}` : call.id,
        name: call.name,
        input: parseToolArguments(call.json, call.name),
      }));
      calls = [];
      byIndex = new Map();
      return events;
    },
  };
}

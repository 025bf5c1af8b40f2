import { createHash } from 'node:crypto';
import type { Conversation } from '../demoAnswer.js';
import { sse, tokens, type ContentStep, type StreamWriter } from '../vendor.js';

/** The encrypted content of a reasoning item: what comes back must be what was sent. */
export function encrypted(id: string): string {
  return `enc_${createHash('sha256').update(id).digest('base64url')}`;
}

/** Events in the order of https://platform.openai.com/docs/api-reference/responses-streaming */
export function createOpenaiWriter(chat: Conversation): StreamWriter {
  let sequence = 0;
  let output = 0;
  let started = false;
  let open: { type: 'message' | 'reasoning'; id: string; text: string; refusal: boolean } | undefined;
  const items: object[] = [];
  const event = (type: string, fields: object): string => sse({ type, sequence_number: sequence++, ...fields }, type);
  const response = (status: string, more: object = {}): object => ({
    id: 'resp_1',
    object: 'response',
    created_at: 1_780_000_000,
    model: chat.model,
    status,
    error: null,
    incomplete_details: null,
    output: status === 'in_progress' ? [] : items,
    usage: null,
    ...more,
  });
  const usage = {
    input_tokens: tokens.input,
    input_tokens_details: { cached_tokens: tokens.cached, cache_write_tokens: tokens.cacheWrite },
    output_tokens: tokens.output,
    output_tokens_details: { reasoning_tokens: tokens.reasoning },
    total_tokens: tokens.input + tokens.output,
  };
  const messageItem = (status: string): object => ({
    id: open!.id,
    type: 'message',
    role: 'assistant',
    status,
    phase: 'final_answer',
    content: status === 'completed' ? [part()] : [],
  });
  const part = (): object =>
    open!.refusal
      ? { type: 'refusal', refusal: open!.text }
      : { type: 'output_text', text: open!.text, annotations: [] };
  const place = (): object => ({ item_id: open!.id, output_index: output, content_index: 0 });

  const start = (): string[] => {
    if (started) return [];
    started = true;
    return [
      event('response.created', { response: response('in_progress') }),
      event('response.in_progress', { response: response('in_progress') }),
    ];
  };
  const openMessage = (refusal: boolean): string[] => {
    if (open?.type === 'message' && open.refusal === refusal) return [];
    const closed = close();
    open = { type: 'message', id: `msg_${output}`, text: '', refusal };
    return [
      ...closed,
      event('response.output_item.added', { output_index: output, item: messageItem('in_progress') }),
      event('response.content_part.added', { ...place(), part: part() }),
    ];
  };
  const openReasoning = (): string[] => {
    if (open?.type === 'reasoning') return [];
    const closed = close();
    open = { type: 'reasoning', id: `rs_${output}`, text: '', refusal: false };
    return [
      ...closed,
      event('response.output_item.added', {
        output_index: output,
        item: { id: open.id, type: 'reasoning', summary: [] },
      }),
      event('response.reasoning_summary_part.added', {
        item_id: open.id,
        output_index: output,
        summary_index: 0,
        part: { type: 'summary_text', text: '' },
      }),
    ];
  };
  const close = (): string[] => {
    if (open === undefined) return [];
    const frames: string[] = [];
    let item: object;
    if (open.type === 'reasoning') {
      const summary = { type: 'summary_text', text: open.text };
      item = {
        id: open.id,
        type: 'reasoning',
        summary: [summary],
        encrypted_content: encrypted(open.id),
        status: 'completed',
      };
      frames.push(
        event('response.reasoning_summary_text.done', {
          item_id: open.id,
          output_index: output,
          summary_index: 0,
          text: open.text,
        }),
      );
      frames.push(
        event('response.reasoning_summary_part.done', {
          item_id: open.id,
          output_index: output,
          summary_index: 0,
          part: summary,
        }),
      );
    } else {
      item = messageItem('completed');
      const done = open.refusal
        ? event('response.refusal.done', { ...place(), refusal: open.text })
        : event('response.output_text.done', { ...place(), text: open.text, logprobs: [] });
      frames.push(done, event('response.content_part.done', { ...place(), part: part() }));
    }
    frames.push(event('response.output_item.done', { output_index: output, item }));
    items.push(item);
    output += 1;
    open = undefined;
    return frames;
  };
  const call = (step: Extract<ContentStep, { fragments: readonly string[] }>): string[] => {
    const id = `fc_${output}`;
    const args = step.fragments.join('');
    const item = (argumentsText: string, status: string): object => ({
      id,
      type: 'function_call',
      call_id: step.id,
      name: step.name,
      arguments: argumentsText,
      status,
    });
    const opened = [
      event('response.output_item.added', { output_index: output, item: item('', 'in_progress') }),
      ...step.fragments.map((delta) =>
        event('response.function_call_arguments.delta', { item_id: id, output_index: output, delta }),
      ),
    ];
    if (step.do === 'half-call') return opened;
    const frames = [
      ...opened,
      event('response.function_call_arguments.done', {
        item_id: id,
        output_index: output,
        name: step.name,
        arguments: args,
      }),
      event('response.output_item.done', { output_index: output, item: item(args, 'completed') }),
    ];
    items.push(item(args, 'completed'));
    output += 1;
    return frames;
  };

  const frames = (step: ContentStep): readonly string[] => {
    switch (step.do) {
      case 'text': {
        const opened = openMessage(false);
        open!.text += step.text;
        return [...opened, event('response.output_text.delta', { ...place(), delta: step.text, logprobs: [] })];
      }
      case 'refusal': {
        const opened = openMessage(true);
        open!.text += step.text;
        return [...opened, event('response.refusal.delta', { ...place(), delta: step.text })];
      }
      case 'reasoning': {
        const opened = openReasoning();
        open!.text += step.text;
        return [
          ...opened,
          event('response.reasoning_summary_text.delta', {
            item_id: open!.id,
            output_index: output,
            summary_index: 0,
            delta: step.text,
          }),
        ];
      }
      case 'call':
      case 'half-call':
        return [...close(), ...call(step)];
      case 'finish': {
        const closed = close();
        const incomplete = { length: 'max_output_tokens', 'content-filter': 'content_filter' }[step.reason as string];
        return [
          ...closed,
          incomplete === undefined
            ? event('response.completed', { response: response('completed', { usage }) })
            : event('response.incomplete', {
                response: response('incomplete', { usage, incomplete_details: { reason: incomplete } }),
              }),
        ];
      }
      case 'closing-without-terminal':
        return close();
      case 'keep-alive':
        return [': keep-alive\n\n'];
      case 'unknown':
        return [event('response.daydream.delta', { delta: 'clouds' })];
      case 'broken-json':
        return ['event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"of Fr\n\n'];
      case 'half-event':
        return ['event: response.output_text.delta\ndata: {"type":"response.output_te'];
      case 'error':
        return [
          event('error', {
            code: 'server_error',
            message: 'The server had an error while processing your request.',
            param: null,
          }),
        ];
    }
  };
  return { repeats: 3, frames: (step) => [...start(), ...frames(step)] };
}

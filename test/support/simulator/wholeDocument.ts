const documents: Readonly<Record<string, unknown>> = {
  openai: {
    id: 'resp_1',
    object: 'response',
    status: 'completed',
    output: [
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: 'A thought.' }],
        encrypted_content: 'e',
      },
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'Paris.', annotations: [] }],
      },
    ],
    usage: { input_tokens: 2, output_tokens: 9, total_tokens: 11 },
  },
  anthropic: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: 'A thought.', signature: 's' },
      { type: 'text', text: 'Paris.' },
    ],
    stop_reason: 'end_turn',
    usage: { input_tokens: 2, output_tokens: 9 },
  },
  google: [
    { candidates: [{ content: { role: 'model', parts: [{ text: 'A thought.', thought: true }] } }] },
    {
      candidates: [{ content: { role: 'model', parts: [{ text: 'Paris.' }] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 2, candidatesTokenCount: 9, totalTokenCount: 11 },
    },
  ],
  mistral: {
    id: '1',
    object: 'chat.completion',
    model: 'm',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          tool_calls: null,
          content: [
            { type: 'thinking', thinking: [{ type: 'text', text: 'A thought.' }] },
            { type: 'text', text: 'Paris.' },
          ],
        },
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 2, completion_tokens: 9, total_tokens: 11 },
  },
  completions: {
    id: '1',
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Paris.', reasoning_content: 'A thought.' },
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 2, completion_tokens: 9, total_tokens: 11 },
  },
};

/** The answer "Paris." of each vendor as the one JSON document that it sends when no stream is asked for. */
export function wholeDocument(prefix: string): unknown {
  return documents[prefix] ?? documents['completions'];
}

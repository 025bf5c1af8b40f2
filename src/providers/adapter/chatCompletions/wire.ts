import type { ReasoningEffort } from '../../../core/chatParameters.js';

/**
 * OpenAI's Chat Completions as other servers really speak it: everything optional and of any type, a few additions. Sources: OpenAI
 * "Chat Completions" reference; DeepSeek, vLLM (`reasoning_content`) and Ollama, OpenRouter (`reasoning`) references.
 */
export interface CompletionsChunk {
  readonly object?: unknown;
  /** Of objects with a `delta` and a `finish_reason`. */
  readonly choices?: unknown;
  /** Sources, as Perplexity and its gateways list them. */
  readonly citations?: unknown;
  readonly search_results?: unknown;
  readonly usage?: unknown;
  readonly error?: unknown;
}

/** A piece of a tool call, after its types were checked. */
export interface CompletionsCallDelta {
  readonly index?: number;
  readonly id?: string;
  readonly name?: string;
  /** JSON, or the arguments themselves, as some servers send them. */
  readonly arguments?: unknown;
}

export type CompletionsContent =
  | { type: 'text'; text: string }
  | { type: 'image_url'; image_url: { url: string } }
  | { type: 'file'; file: { filename: string; file_data: string } };

export interface CompletionsToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

export type CompletionsMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: string | CompletionsContent[] }
  | { role: 'assistant'; content: string | null; tool_calls?: CompletionsToolCall[]; reasoning_content?: string }
  | { role: 'tool'; tool_call_id: string; content: string };

export interface CompletionsBody {
  model: string;
  stream: true;
  stream_options?: { include_usage: boolean };
  messages: CompletionsMessage[];
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
  top_p?: number;
  reasoning_effort?: ReasoningEffort;
  tools?: { type: 'function'; function: { name: string; description: string; parameters: Record<string, unknown> } }[];
  response_format?: {
    type: 'json_schema';
    json_schema: { name: string; schema: Record<string, unknown>; strict: true };
  };
}

/** The reasoning of an answer, stored with it as an opaque part. */
export interface ReasoningContent {
  readonly type: 'reasoning_content';
  readonly text: string;
}

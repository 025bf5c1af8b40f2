import { createHash } from 'node:crypto';
import type { PromptCounts } from './promptCounts.js';
import { fieldsOf, listOf, stringOf, type Fields } from './vendor.js';

interface Entry {
  expires: number;
  readonly lifetimeMs: number;
}

/** A piece of a prompt; pieces are compared from the beginning on. */
interface Piece {
  readonly section: 'model' | 'tools' | 'system' | 'messages';
  readonly text: string;
  /** The lifetime that a mark at its end asks for, in milliseconds. */
  readonly markMs?: number | undefined;
}

/** About four characters make a token. */
const charactersPerToken = 4;
const minuteMs = 60_000;
/** https://platform.claude.com/docs/en/build-with-claude/prompt-caching#how-automatic-prefix-checking-works */
const lookBack = 20;

/** The prompt caches of Anthropic, OpenAI and Mistral. */
export class PromptCache {
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  readonly #answers = new Map<string, readonly Piece[]>();

  /** @param now milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param prefix of the vendor's paths; @returns nothing for a vendor whose cache is not simulated */
  count(prefix: string, body: unknown): PromptCounts | undefined {
    switch (prefix) {
      case 'anthropic':
        return this.#countMarked(fieldsOf(body));
      case 'openai':
        return this.#countOpenai(fieldsOf(body));
      case 'mistral':
        return this.#countMistral(fieldsOf(body));
      default:
        return undefined;
    }
  }

  /** Anthropic: what ends at a mark is written, what an earlier mark wrote is read; below a minimum nothing happens. */
  #countMarked(body: Fields): PromptCounts {
    const pieces = anthropicPieces(body);
    const hashes = chain(pieces.map(({ section, text }) => `${section}${text}`));
    const ends = sums(pieces.map(({ section, text }) => (section === 'model' ? 0 : tokensOf(text))));
    let [read, written] = [0, 0];
    const least = leastTokens(String(body['model']));
    const marks = pieces.flatMap(({ markMs }, index) => (markMs === undefined ? [] : [{ markMs, index }]));
    for (const { index } of marks)
      for (let at = index; at > index - lookBack && at >= 0; at -= 1)
        if (this.#renewed(hashes[at]!)) {
          read = Math.max(read, ends[at]!);
          break;
        }
    for (const { markMs, index } of marks) {
      const end = ends[index]!;
      if (end < least || end <= read) continue;
      this.#write(hashes[index]!, markMs);
      written = Math.max(written, end - read);
    }
    const asked = body['diagnostics'];
    const previous = fieldsOf(asked)['previous_message_id'];
    const answerId = this.#remember('msg', pieces);
    const diagnosis =
      typeof previous === 'string' ? { diagnosis: { cache_miss_reason: this.#difference(previous, pieces) } } : {};
    return { input: ends.at(-1)!, cached: read, cacheWrite: written, answerId, ...diagnosis };
  }

  /** https://developers.openai.com/api/docs/guides/prompt-caching: from 1,024 tokens on, in steps of 128; for 30 minutes from gpt-5.6 on. */
  #countOpenai(body: Fields): PromptCounts {
    const model = String(body['model']);
    const isNew = /^gpt-5\.[6-9]/.test(model);
    const pieces: readonly Piece[] = [
      { section: 'model', text: model },
      { section: 'tools', text: JSON.stringify(listOf(body['tools'])) },
      { section: 'system', text: stringOf(body['instructions']) },
      ...listOf(body['input']).map((item): Piece => ({ section: 'messages', text: JSON.stringify(item) })),
    ];
    const text = textOf(pieces);
    // Without a key the first 256 tokens decide which machine is asked.
    const scope = stringOf(body['prompt_cache_key']) || text.slice(0, 256 * charactersPerToken);
    const lifetimeMs = (isNew ? 30 : 10) * minuteMs;
    const { cached, whole } = this.#countBlocks(`openai${model}${scope}`, text, {
      block: 128,
      least: 1024,
      lifetimeMs,
    });
    const answerId = this.#remember('resp', pieces);
    const compared = fieldsOf(body['prompt_cache_options'])['comparison_response_id'];
    return {
      input: tokensOf(text),
      cached,
      cacheWrite: isNew ? whole - cached : 0,
      answerId,
      ...(typeof compared === 'string' ? { diagnosis: this.#openaiDifference(compared, pieces) } : {}),
    };
  }

  /** https://docs.mistral.ai/studio-api/conversations/advanced/prompt-caching: blocks of 64 tokens, where a key is given. */
  #countMistral(body: Fields): PromptCounts {
    const text = [body['tools'] ?? [], ...listOf(body['messages'])].map((item) => JSON.stringify(item)).join('\n');
    const key = stringOf(body['prompt_cache_key']);
    const rules = { block: 64, least: 64, lifetimeMs: 10 * minuteMs };
    const { cached } =
      key === '' ? { cached: 0 } : this.#countBlocks(`mistral${String(body['model'])}${key}`, text, rules);
    return { input: tokensOf(text), cached, cacheWrite: 0, answerId: 'cmpl-1' };
  }

  /** @returns tokens that were in the cache, and those that are now */
  #countBlocks(
    scope: string,
    text: string,
    { block, least, lifetimeMs }: { block: number; least: number; lifetimeMs: number },
  ): { cached: number; whole: number } {
    const size = block * charactersPerToken;
    const blocks = Array.from({ length: Math.floor(text.length / size) }, (_, index) =>
      text.slice(index * size, (index + 1) * size),
    );
    const hashes = chain([scope, ...blocks]).slice(1);
    const found = hashes.findLastIndex((hash) => this.#renewed(hash)) + 1;
    if (blocks.length * block >= least) for (const hash of hashes) this.#write(hash, lifetimeMs);
    return { cached: found * block >= least ? found * block : 0, whole: blocks.length * block };
  }

  #renewed(hash: string): boolean {
    const entry = this.#entries.get(hash);
    if (entry === undefined || entry.expires <= this.#now()) return false;
    entry.expires = this.#now() + entry.lifetimeMs;
    return true;
  }

  #write(hash: string, lifetimeMs: number): void {
    this.#entries.set(hash, { lifetimeMs, expires: this.#now() + lifetimeMs });
  }

  #remember(kind: string, pieces: readonly Piece[]): string {
    const id = `${kind}_${this.#answers.size + 1}`;
    this.#answers.set(id, pieces);
    return id;
  }

  /** `CacheMissReason` in @anthropic-ai/sdk; `null` where nothing differs. */
  #difference(previous: string, pieces: readonly Piece[]): Fields | null {
    const before = this.#answers.get(previous);
    if (before === undefined) return { type: 'previous_message_not_found' };
    const section = firstDifference(before, pieces);
    return section === undefined ? null : { type: `${section}_changed`, cache_missed_input_tokens: 1 };
  }

  /** `Response.CacheMiss` and its siblings in the openai SDK. */
  #openaiDifference(previous: string, pieces: readonly Piece[]): Fields {
    const before = this.#answers.get(previous);
    if (before === undefined) return { type: 'comparison_response_not_found' };
    const section = firstDifference(before, pieces);
    if (section === undefined) return { type: 'cache_hit' };
    const reason = section === 'model' || section === 'tools' ? `${section}_changed` : 'input_changed';
    return { type: 'cache_miss', reason, cache_missed_tokens: 1 };
  }
}

/** In the order in which Anthropic puts them together: tools, system prompt, messages. */
function anthropicPieces(body: Fields): Piece[] {
  const system = typeof body['system'] === 'string' ? [{ type: 'text', text: body['system'] }] : listOf(body['system']);
  const messages = listOf(body['messages'])
    .map(fieldsOf)
    .flatMap(({ role, content }) =>
      (typeof content === 'string' ? [{ type: 'text', text: content }] : listOf(content)).map((block) => ({
        ...fieldsOf(block),
        role,
      })),
    );
  const pieces = (section: Piece['section'], blocks: readonly unknown[]): Piece[] =>
    blocks.map(fieldsOf).map(({ cache_control: mark, ...block }) => ({
      section,
      text: JSON.stringify(block),
      markMs: mark === undefined ? undefined : (fieldsOf(mark)['ttl'] === '1h' ? 60 : 5) * minuteMs,
    }));
  return [
    { section: 'model', text: String(body['model']) },
    ...pieces('tools', listOf(body['tools'])),
    ...pieces('system', system),
    ...pieces('messages', messages),
  ];
}

/** The minimum by model: https://platform.claude.com/docs/en/build-with-claude/prompt-caching#cache-limitations */
function leastTokens(model: string): number {
  return /haiku-4-5|opus-4-[5-6]/.test(model) ? 4096 : 1024;
}

/** The section in which a prompt stops to be the continuation of an earlier one. */
function firstDifference(before: readonly Piece[], now: readonly Piece[]): Piece['section'] | undefined {
  const index = before.findIndex(({ section, text }, at) => now[at]?.section !== section || now[at].text !== text);
  if (index === -1) return undefined;
  const [was, is] = [before[index]!.section, now[index]?.section ?? 'messages'];
  // The earlier of both: a tool too many pushes the rest away.
  const order = ['model', 'tools', 'system', 'messages'] as const;
  return order[Math.min(order.indexOf(was), order.indexOf(is))];
}

function textOf(pieces: readonly Piece[]): string {
  return pieces
    .filter(({ section }) => section !== 'model')
    .map(({ text }) => text)
    .join('\n');
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

function sums(counts: readonly number[]): number[] {
  let sum = 0;
  return counts.map((count) => (sum += count));
}

/** A hash for each beginning. */
function chain(texts: readonly string[]): string[] {
  let before = '';
  return texts.map((text) => (before = createHash('sha256').update(`${before}\n${text}`).digest('hex')));
}

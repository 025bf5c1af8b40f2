import type { AttachmentPart } from '../core/message.js';
import type { SecretFinder, SecretFinding, SecretKind } from './secretFinding.js';
import type { OutgoingContent } from './sendGate.js';

/** What of an attachment a model reads. */
const readFields = ['text', 'label', 'uri', 'note'] as const;
/** What rules are looked up by, and files found: it is asked about, and stays as it is. What a model is shown of it, the check of the whole request replaces. */
const keptField = 'uri';
type ReadField = (typeof readFields)[number];

/** One text of what is sent, with the secrets in it. */
export interface ScannedText {
  readonly text: string;
  readonly findings: readonly SecretFinding[];
}

type ScannedTexts = ReadonlyMap<ReadField, ScannedText>;

/** A secret and where it was found. */
export interface FoundSecret {
  readonly kind: SecretKind;
  /** The attachment; `undefined` for what was said. */
  readonly attachment: AttachmentPart | undefined;
  /** Where it was said: in the question that is asked now, or anywhere in the chat. */
  readonly saidIn: 'question' | 'chat';
  /** In which line of it, from 1 on. */
  readonly line: number;
  /** Never shown, logged or stored. */
  readonly secret: string;
}

/** What is about to be sent, looked through. */
export class ContentSecrets {
  readonly #content: OutgoingContent;
  readonly #typed: ScannedText;
  readonly #attached: readonly ScannedTexts[];

  private constructor(content: OutgoingContent, typed: ScannedText, attached: readonly ScannedTexts[]) {
    this.#content = content;
    this.#typed = typed;
    this.#attached = attached;
  }

  static async find(content: OutgoingContent, finder: SecretFinder, signal: AbortSignal): Promise<ContentSecrets> {
    const scan = async (text: string): Promise<ScannedText> => ({ text, findings: await finder.find(text, signal) });
    const typed = await scan(content.text);
    const attached: Map<ReadField, ScannedText>[] = [];
    for (const attachment of content.attachments) {
      const texts = new Map<ReadField, ScannedText>();
      for (const field of readFields) {
        const text = attachment[field];
        if (text !== undefined) texts.set(field, await scan(text));
      }
      attached.push(texts);
    }
    return new ContentSecrets(content, typed, attached);
  }

  /** In their order. */
  get all(): readonly FoundSecret[] {
    const { attachments } = this.#content;
    return [
      ...secretsIn(this.#typed, undefined),
      ...this.#attached.flatMap((texts, at) => [...texts.values()].flatMap((text) => secretsIn(text, attachments[at]))),
    ];
  }

  /**
   * The content with other texts in the place of secrets. What has data beside its text, as a PDF has, keeps its text only when that
   * changes: the secret would be in the data as well.
   * @param replace gives a text with some of the findings replaced, or the same text
   */
  replaced(replace: (text: string, findings: readonly SecretFinding[]) => string): OutgoingContent {
    const text = replace(this.#typed.text, this.#typed.findings);
    const attachments = this.#content.attachments.map((attachment, at) => {
      const changes = [...(this.#attached[at] ?? [])].flatMap(([field, scanned]) => {
        if (field === keptField) return [];
        const changed = replace(scanned.text, scanned.findings);
        return changed === scanned.text ? [] : [[field, changed] as const];
      });
      return changes.length === 0 ? attachment : withChanges(attachment, Object.fromEntries(changes));
    });
    return { text, attachments };
  }
}

function withChanges(attachment: AttachmentPart, changes: Partial<Record<ReadField, string>>): AttachmentPart {
  const changed = { ...attachment, ...changes };
  if (changes.text === undefined || attachment.data === undefined) return changed;
  const { data: _, ...withoutData } = changed;
  return { ...withoutData, mediaType: 'text/plain' };
}

/** In their order. */
export function secretsIn(
  { text, findings }: ScannedText,
  attachment: AttachmentPart | undefined,
  saidIn: FoundSecret['saidIn'] = 'question',
): FoundSecret[] {
  let [line, counted] = [1, 0];
  return findings.map(({ start, end, kind }) => {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < start; at = text.indexOf('\n', at + 1)) {
      line++;
      counted = at + 1;
    }
    return { kind, attachment, saidIn, line, secret: text.slice(start, end) };
  });
}

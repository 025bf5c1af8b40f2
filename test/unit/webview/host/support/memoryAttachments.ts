import type { AttachmentCandidate, AttachmentSource } from '../../../../../src/attachments/attachmentSource.js';
import { Emitter } from '../../../../../src/core/event.js';
import type { AttachmentChange } from '../../../../../src/attachments/changeOf.js';
import type { AttachmentPart } from '../../../../../src/core/message.js';
import type {
  AttachmentDependencies,
  AttachmentMarks,
  AttachmentPlace,
  MarksChange,
} from '../../../../../src/webview/host/attachments/attachmentPorts.js';
import { ImageScaling } from '../../../../../src/webview/host/attachments/imageScaling.js';
import type { PromptSource } from '../../../../../src/prompts/promptSource.js';
import { noPrompts } from '../../../../support/attachmentDoubles.js';
import { MemoryDraftAttachments } from '../../../../support/memoryDraftAttachments.js';

function rethrow(error: unknown): void {
  throw error;
}

export function attachmentPart(id: string, fields: Partial<AttachmentPart> = {}): AttachmentPart {
  return {
    type: 'attachment',
    id,
    kind: 'file',
    label: `${id}.ts`,
    mediaType: 'text/plain',
    text: 'x'.repeat(400),
    bytes: 400,
    capturedAt: 1,
    ...fields,
  };
}

/** All that a window can attach, as a test writes it down: each method says what it was asked for. */
export class MemoryAttachments implements AttachmentDependencies {
  readonly drafts = new MemoryDraftAttachments();
  readonly scaling = new ImageScaling(() => undefined);
  readonly asked: string[] = [];
  readonly opened: AttachmentPlace[] = [];
  /** Answers whatever is captured. */
  capture: (what: string, signal: AbortSignal) => Promise<readonly AttachmentPart[]> = (what) =>
    Promise.resolve([attachmentPart(what)]);
  find: (query: string, signal: AbortSignal) => Promise<readonly AttachmentCandidate[]> = () => Promise.resolve([]);
  offered: AttachmentCandidate | undefined;
  isAutomatic = false;
  markOf: (part: AttachmentPart) => Promise<AttachmentMarks> = () => Promise.resolve({ changed: '', warnings: [] });
  readonly #offeredChanged = new Emitter<void>(rethrow);
  readonly #marksChanged = new Emitter<MarksChange>(rethrow);

  readonly source: AttachmentSource = {
    find: (query, signal) => this.find(query, signal),
    capture: (id, signal) => this.#capture(id, signal),
    captureUris: (uris, signal) => this.#capture(uris.join(' '), signal),
    capturePasted: (text, signal) => this.#capture(text, signal),
    captureData: (name, mediaType, data, signal) => this.#capture(`${name} ${mediaType} ${data.length}`, signal),
    pick: (signal) => this.#capture('picked', signal),
    offered: () => this.offered,
    attachesOffered: () => this.isAutomatic,
    onOfferedChanged: (listener) => this.#offeredChanged.on(listener),
  };

  readonly prompts: { -readonly [Key in keyof PromptSource]: PromptSource[Key] } = {
    ...noPrompts,
    find: (query) =>
      Promise.resolve([
        {
          id: 'prompt:review',
          name: `review ${query}`,
          description: 'd',
          argumentHint: '',
          origin: 'builtIn',
          place: 'Built in',
          matches: [0],
        },
      ]),
    accept: async (id, _argument, signal) => {
      const text = `Text of ${id}`;
      return { text, cursor: text.length, attachments: await this.#capture(id, signal) };
    },
  };

  /** Which models chats were told to ask. */
  readonly selected: string[] = [];
  readonly selectModel: AttachmentDependencies['selectModel'] = (id, { endpoint, model }) =>
    Promise.resolve(void this.selected.push(`${id} ${endpoint}/${model}`));
  readonly marks = (part: AttachmentPart): Promise<AttachmentMarks> => this.markOf(part);
  changeOf: (part: AttachmentPart) => AttachmentChange = () => 'unchanged';
  readonly change = (part: AttachmentPart): Promise<AttachmentChange> => Promise.resolve(this.changeOf(part));
  readonly compared: string[] = [];
  readonly compare = ({ id }: AttachmentPart): Promise<void> => Promise.resolve(void this.compared.push(id));
  readonly presentVersion = (part: AttachmentPart): Promise<AttachmentPart> =>
    Promise.resolve({ ...part, id: `present-${part.id}`, text: 'now' });
  readonly onMarksChanged = (listener: (change: MarksChange) => void) => this.#marksChanged.on(listener);
  readonly open = (_part: AttachmentPart, place: AttachmentPlace): Promise<void> =>
    Promise.resolve(void this.opened.push(place));

  offer(candidate: AttachmentCandidate | undefined): void {
    this.offered = candidate;
    this.#offeredChanged.fire();
  }

  changeMarks(change: MarksChange = 'all'): void {
    this.#marksChanged.fire(change);
  }

  #capture(what: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    this.asked.push(what);
    return this.capture(what, signal);
  }
}
